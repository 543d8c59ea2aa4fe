/** What a file is by its first bytes, whatever it is called. Pure. */

/** `text` is anything without control characters; `markup` is HTML, SVG and XML, which browsers may run; `ole` is Office before 2007. */
export type Sniffed =
  | 'pdf'
  | 'zip'
  | 'ole'
  | 'rtf'
  | 'png'
  | 'jpeg'
  | 'tiff'
  | 'heic'
  | 'webp'
  | 'markup'
  | 'text'
  | 'unknown';

/** How many bytes `sniff` wants to see. */
export const HEAD = 4_096;

const startsWith = (head: Buffer, ...bytes: number[]) => bytes.every((byte, at) => head[at] === byte);

/** @param head the first `HEAD` bytes, or all of a shorter file */
export function sniff(head: Buffer): Sniffed {
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (startsWith(head, 0x49, 0x49, 0x2a, 0x00) || startsWith(head, 0x4d, 0x4d, 0x00, 0x2a)) return 'tiff';
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04) || startsWith(head, 0x50, 0x4b, 0x05, 0x06)) return 'zip';
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'ole';
  if (head.toString('latin1', 0, 5) === '{\\rtf') return 'rtf';
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return 'webp';
  // ISO/IEC 23008-12, annex B: pictures coded by HEVC, alone or several in a file.
  if (/^ftyp(hei[cxms]|hev[cx]|mif1|msf1)$/.test(head.toString('latin1', 4, 12))) return 'heic';
  // Some programs write a few bytes before the header, and readers accept it within the first kilobyte.
  const pdf = head.subarray(0, 1_024).indexOf('%PDF-');
  if (pdf === 0 || (pdf > 0 && !isMarkup(head))) return 'pdf';
  if (isMarkup(head)) return 'markup';
  return isText(head) ? 'text' : 'unknown';
}

const isMarkup = (head: Buffer): boolean => {
  const text = head.toString('latin1').replaceAll('\0', '').toLowerCase();
  return (
    /^(ï»¿|ÿþ|þÿ)?\s*<(\?xml|!doctype|!--|[a-z][a-z0-9:]*[\s/>])/i.test(text) ||
    /<(script|iframe|html|svg|object|embed)[\s/>]/.test(text)
  );
};

const isText = (head: Buffer): boolean =>
  startsWith(head, 0xff, 0xfe) ||
  startsWith(head, 0xfe, 0xff) ||
  !head.some(
    (byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b,
  );
