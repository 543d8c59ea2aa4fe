/**
 * Whether a zip is an office document, which one, and whole. What its list of parts says is looked at first; then every part is unpacked
 * once, into nothing.
 */
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { Refusal } from '#src/errors.ts';
import { FILE_KINDS, type Kind } from './kinds.ts';
import { tooHeavy } from './too-heavy.ts';
import { isOverRatio, ZIP_LIMITS } from './zip-limits.ts';

/** Characters of one of the parts that are read. */
const MOST_READ = 1024 * 1024;

/** The part of an OOXML file that says what kind its main part is. */
const CONTENT_TYPES = '[Content_Types].xml';
const OOXML_MAIN = {
  docx: 'wordprocessingml.document.main+xml',
  xlsx: 'spreadsheetml.sheet.main+xml',
  pptx: 'presentationml.presentation.main+xml',
} as const;
/** What macros are called in the list of parts, whatever the parts are called. */
const MACRO_CONTENT = /vnd\.ms-office\.vbaProject|\.macroEnabled\.|ms-excel\.(intl)?macrosheet/i;
const MACRO = /(^|\/)(vbaproject\.bin|vbadata\.xml|xl\/macrosheets\/)/i;
/** OpenDocument keeps its macros in these folders. */
const ODF_MACRO = /^(Basic\/.+\.xml|Scripts\/.+\.[a-z]+)$/;

const broken = (cause?: unknown) => new Refusal('file-broken', 422, {}, cause);
const notAllowed = () => new Refusal('file-type-not-allowed', 415);

/**
 * @returns the kind by what is inside
 * @throws Refusal `file-type-not-allowed`, `file-has-macros` (415), `file-encrypted`, `file-broken`, `file-too-heavy` (422)
 */
export async function checkOffice(path: string): Promise<Kind> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true }).catch((error: unknown) => {
    throw broken(error);
  });
  try {
    return await kindInside(zip);
  } finally {
    zip.close();
  }
}

async function kindInside(zip: ZipFile): Promise<Kind> {
  const texts = new Map<string, string>();
  const names: string[] = [];
  try {
    for (const entry of await listed(zip)) {
      names.push(entry.fileName);
      const wanted = [CONTENT_TYPES, 'mimetype', 'META-INF/manifest.xml'].includes(entry.fileName);
      const text = await readThrough(zip, entry, wanted);
      if (wanted) texts.set(entry.fileName, text);
    }
  } catch (error) {
    throw error instanceof Refusal ? error : broken(error);
  }
  const hasMacros = MACRO_CONTENT.test(texts.get(CONTENT_TYPES) ?? '');
  if (hasMacros || names.some((name) => MACRO.test(name) || ODF_MACRO.test(name))) {
    throw new Refusal('file-has-macros', 415);
  }
  const kind = ooxmlKind(texts.get(CONTENT_TYPES)) ?? odfKind(texts.get('mimetype'));
  if (kind === undefined) throw notAllowed();
  // An OpenDocument file that asks for a password says so in its list of parts and is no encrypted zip.
  if (/<manifest:encryption-data/.test(texts.get('META-INF/manifest.xml') ?? '')) {
    throw new Refusal('file-encrypted', 422);
  }
  return kind;
}

/** @returns the parts as the zip lists them. @throws Refusal `file-encrypted`, `file-broken`, `file-too-heavy` (422) */
async function listed(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > ZIP_LIMITS.parts) throw tooHeavy('parts');
  const entries: Entry[] = [];
  const all = { uncompressedSize: 0, compressedSize: 0 };
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new Refusal('file-encrypted', 422);
    all.uncompressedSize += entry.uncompressedSize;
    all.compressedSize += entry.compressedSize;
    if (all.uncompressedSize > ZIP_LIMITS.unpacked || isOverRatio(entry)) throw tooHeavy('unpacked');
    entries.push(entry);
  }
  if (isOverRatio(all)) throw tooHeavy('unpacked');
  // Parts that share their bytes: each would be unpacked again.
  if (all.compressedSize > zip.fileSize) throw broken();
  return entries;
}

/**
 * Unpacks an entry and compares its checksum; yauzl stops where more comes than the list says.
 * @returns its text where that is wanted
 */
async function readThrough(zip: ZipFile, entry: Entry, wanted: boolean): Promise<string> {
  const stream = await zip.openReadStreamPromise(entry);
  let sum = 0;
  let text = '';
  for await (const chunk of stream) {
    sum = crc32(chunk, sum);
    if (wanted && text.length < MOST_READ) text += chunk.toString('utf8');
  }
  if (sum !== entry.crc32) throw broken();
  return text;
}

/** @throws Refusal `file-has-macros` for the kinds that exist to carry macros */
function ooxmlKind(types: string | undefined): Kind | undefined {
  if (types === undefined) return undefined;
  if (/macroEnabled/i.test(types)) throw new Refusal('file-has-macros', 415);
  return (Object.keys(OOXML_MAIN) as (keyof typeof OOXML_MAIN)[]).find((kind) => types.includes(OOXML_MAIN[kind]));
}

const odfKind = (mime: string | undefined): Kind | undefined =>
  FILE_KINDS.find((each) => each.kind.startsWith('od') && each.mime === mime?.trim())?.kind;
