/** Text strings as PDF writes them. */

/** In hexadecimal, UTF-16 with its mark (ISO 32000-1, 7.9.2.2): for text that people read. */
export function hexText(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}
