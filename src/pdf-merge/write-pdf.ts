/** Writes one PDF from fragments, stream by stream: only the fragments' heads are in memory. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { gathered } from '#src/files/gathered.ts';
import { createObjectFile, type ObjectFile } from './object-file.ts';
import type { PacketInput, PacketLayout, PacketSource } from './packet-input.ts';
import {
  createNumbers,
  type Expand,
  expandFor,
  type PacketPlan,
  type PlannedSource,
  placePages,
} from './packet-plan.ts';
import { createStampFont, type StampFont } from './stamp-font.ts';
import type { StampedPage } from './stamp-page.ts';
import { hexText } from './text-string.ts';
import { frameOf, num, toUserSpace } from './visible-frame.ts';
import { infoText, xmpOf } from './write-metadata.ts';
import { writeOutline } from './write-outline.ts';
import { stampPages, writePages } from './write-pages.ts';
import { writeStructure } from './write-structure.ts';

/** Bytes of the file that is written. */
export interface Piece {
  bytes: Uint8Array;
  /** The key of the source whose streams they belong to; null for what is written from all sources together. */
  source: string | null;
  /** Where the same bytes stand in the source's fragment, and the length of the stream that they are of; null for what is new. */
  copied: { at: number; stream: number } | null;
}

const own = (bytes: Uint8Array): Piece => ({ bytes, source: null, copied: null });

/** Writes a file whose sources come one after the other; what these functions return goes into the file in their order. */
export interface PdfWriter {
  /**
   * The header before the first source, and its streams. One that leads to others (`packetLinks`) is written at the end, when their
   * places are known.
   * @throws Error where another has its key, or its fragment is shorter than it says
   */
  source(source: PacketSource): AsyncGenerator<Piece>;
  /** All that is left. @throws Error where parts, outline or links name what is not there, or a page comes twice or not at all */
  end(rest: PacketLayout): AsyncGenerator<Piece>;
}

export function createPdfWriter(): PdfWriter {
  const numbers = createNumbers();
  const file = createObjectFile(numbers);
  const waiting: PlannedSource[] = [];
  const expands = new Map<PlannedSource, Expand>();
  let begun = false;

  function* begin(): Generator<Piece> {
    if (begun) return;
    begun = true;
    yield own(file.header());
  }

  return {
    async *source(source) {
      yield* begin();
      const planned = numbers.add(source);
      if (source.fragment.index.packetLinks.length > 0) {
        waiting.push(planned);
        return;
      }
      const expand = expandFor(planned, leadsNowhere);
      expands.set(planned, expand);
      yield* writeSource(planned, expand, file);
    },
    async *end(rest) {
      yield* begin();
      const plan: PacketPlan = { ...numbers, pages: placePages(numbers, rest.parts) };
      const font = createStampFont();
      const stamped = stampPages(plan, rest, font);
      const topOf = (source: PlannedSource, page: number) => topOfPage(plan, stamped, source, page);
      for (const source of waiting)
        expands.set(
          source,
          expandFor(source, (key) => linkToSource(key, plan, topOf)),
        );
      for (const source of waiting) yield* writeSource(source, expands.get(source) ?? String, file);
      yield* writeRest({ rest, plan, font, stamped, topOf, expands, file });
    },
  };
}

function leadsNowhere(key: string): never {
  throw new Error(`a link leads to ${key} from a source that leads nowhere`);
}

interface Rest {
  rest: PacketLayout;
  plan: PacketPlan;
  font: StampFont;
  stamped: StampedPage[];
  topOf: (source: PlannedSource, page: number) => string;
  expands: Map<PlannedSource, Expand>;
  file: ObjectFile;
}

/** Pages, stamps, outline, structure and what leads to them. */
async function* writeRest({ rest, plan, font, stamped, topOf, expands, file }: Rest): AsyncGenerator<Piece> {
  const pages = writePages(rest, plan, stamped, expands, file.put);
  const streams: [number, string, Uint8Array][] = pages.streams.map(([number, bytes]) => [number, '', bytes]);
  if (stamped.some(({ content }) => content !== '')) {
    const embedded = font.objects(plan.font);
    for (const [number, text] of embedded.texts) file.put(number, text);
    streams.push(...embedded.streams);
  }
  streams.push([plan.root.metadata, '/Type/Metadata/Subtype/XML', xmpOf(rest)]);
  for (const [number, entries, bytes] of streams)
    for (const piece of writeStream(number, entries, bytes, file)) yield own(piece);
  const outline = writeOutline(rest.outline, plan, topOf, file.put);
  const structure = writeStructure(plan, rest.language, expands, file.put);
  file.put(plan.root.info, infoText(rest));
  file.put(plan.root.catalog, catalogText(rest, plan, outline, structure));
  for await (const piece of file.end({ root: plan.root.catalog, info: plan.root.info })) yield own(piece);
}

/**
 * The file's bytes in order, in pieces; the streams of a source come one after the other. The same input gives the same bytes; the
 * file's identifier is made from what it holds. Every object in the file is reachable. Links inside a source lead where they led, links
 * with the address `packet:` and a source's key to that source's first page.
 * @throws Error as the functions of PdfWriter
 */
export async function* writePdf({ sources, ...rest }: PacketInput): AsyncGenerator<Piece> {
  const writer = createPdfWriter();
  for (const source of sources) yield* writer.source(source);
  yield* writer.end(rest);
}

/** Writes the file to a path. @throws as `writePdf` */
export async function writePdfFile(path: string, input: PacketInput): Promise<void> {
  await pipeline(gathered(bytesOf(writePdf(input))), createWriteStream(path));
}

async function* bytesOf(pieces: AsyncIterable<Piece>): AsyncGenerator<Uint8Array> {
  for await (const { bytes } of pieces) yield bytes;
}

/** The objects of a fragment: streams are handed on as they are read, the rest is kept for the end. */
async function* writeSource(source: PlannedSource, expand: Expand, file: ObjectFile): AsyncGenerator<Piece> {
  const { index, objects, body, bodyAt } = source.fragment;
  const first = index.pages.length + 1;
  const lengths = new Map(index.streams);
  objects.forEach((text, i) => {
    if (!lengths.has(first + i)) file.put(source.base + first + i, expand(text));
  });
  file.identify(index.streamsHash);
  const of = (bytes: Uint8Array, copied: Piece['copied'] = null): Piece => ({ bytes, source: source.key, copied });
  // A source of empty pages has no streams; it has its place all the same.
  yield of(Buffer.alloc(0));
  const pieces = body();
  let piece: Uint8Array = new Uint8Array();
  let at = bodyAt;
  for (const [number, length] of index.streams) {
    yield of(file.streamStart(source.base + number, expand(objects[number - first] ?? '')));
    for (let left = length; left > 0; ) {
      if (piece.length === 0) {
        const read = await pieces.next();
        if (read.done) throw new Error(`the fragment of ${source.key} is shorter than it says`);
        piece = read.value;
      }
      const part = piece.subarray(0, left);
      piece = piece.subarray(part.length);
      left -= part.length;
      file.passed(part.length);
      yield of(part, { at, stream: length });
      at += part.length;
    }
    yield of(file.streamEnd());
  }
  await pieces.return(undefined);
  for await (const packed of file.flush()) yield own(packed);
}

function* writeStream(number: number, entries: string, bytes: Uint8Array, file: ObjectFile): Generator<Uint8Array> {
  file.identify(Buffer.from(bytes).toString('latin1'));
  yield file.streamStart(number, `<<${entries}/Length ${bytes.length}>>`);
  file.passed(bytes.length);
  yield bytes;
  yield file.streamEnd();
}

/** A destination that shows the page from its top, stamp and all, at the reader's own zoom. */
function topOfPage(plan: PacketPlan, stamped: StampedPage[], source: PlannedSource, page: number): string {
  const place = source.places[page];
  const planned = place === undefined ? undefined : plan.pages[place];
  const drawn = place === undefined ? undefined : stamped[place];
  if (planned === undefined || drawn === undefined) throw new Error(`${source.key} has no page ${page + 1}`);
  const frame = frameOf({ ...planned.page, cropBox: drawn.box });
  const [x, y] = toUserSpace(frame, 0, frame.height);
  return `[${planned.number} 0 R /XYZ ${num(x)} ${num(y)} null]`;
}

function linkToSource(key: string, plan: PacketPlan, topOf: (source: PlannedSource, page: number) => string): string {
  const source = plan.sources.get(key);
  if (source === undefined) throw new Error(`a link leads to ${key}, which is no source`);
  return `/Dest${topOf(source, 0)}/Contents${hexText(source.title)}`;
}

function catalogText(
  input: PacketLayout,
  { root, pages }: PacketPlan,
  outline: number | null,
  structure: number | null,
): string {
  const tags = structure === null ? '' : `/StructTreeRoot ${structure} 0 R/MarkInfo<</Marked true>>`;
  const bookmarks = outline === null ? '' : `/Outlines ${outline} 0 R/PageMode/UseOutlines`;
  return (
    `<</Type/Catalog/Pages ${root.pages} 0 R/Lang${hexText(input.language)}/Metadata ${root.metadata} 0 R` +
    `/ViewerPreferences<</DisplayDocTitle true>>${bookmarks}${tags}/PageLabels<</Nums[${pageLabels(input, pages.length)}]>>>>`
  );
}

/** ISO 32000-1, 12.4.2: one entry for each run of pages. */
function pageLabels({ parts }: PacketLayout, pages: number): string {
  let at = 0;
  const runs = parts.map(({ from, to, labelPrefix }) => {
    const start = at;
    at += to - from + 1;
    return labelPrefix === null ? `${start}<</S/D/St ${start + 1}>>` : `${start}<</S/D/P${hexText(labelPrefix)}>>`;
  });
  return pages === 0 ? '' : runs.join('');
}
