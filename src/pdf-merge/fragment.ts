/**
 * A fragment: a cleaned PDF rewritten once so that packets are concatenated from it without parsing it again.
 *
 * The bytes are: `SGF1`, the length of the index and of the objects (two unsigned 32-bit numbers, little endian), the index as
 * JSON, the objects as ASCII, the bytes of all streams one after the other. Objects are numbered from 1, pages first, and only
 * what a page, an outline entry or the structure tree reaches is there. Each object's text ends with a line break. A stream's
 * text is its dictionary. Strings are written in hexadecimal and braces never occur in names, so what depends on the packet is
 * found by one scan for braces:
 *
 *   {12}  a reference to object 12; {0} what the top-level structure elements hang under
 *   {s3}  the key 3 of the parent tree
 *   {i}   inside a string: what sets this fragment's element ids apart
 *   {c}   inside a name: what sets this fragment's attribute classes apart
 *   {p2}  the entry of a link (its /Dest) that leads to the part named by `packetLinks[2]`
 */
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';

const Int = z.number().int().min(0);
const BoxNumbers = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** Where a link or an outline entry leads: a page of this fragment (from 0) and how it is shown, as in a destination array. */
export const Destination = z.strictObject({ page: Int, view: z.string() });
export type Destination = z.infer<typeof Destination>;

export interface OutlineEntry {
  title: string;
  target: Destination | null;
  /** Whether readers show what is below. */
  open: boolean;
  below: OutlineEntry[];
}
export const OutlineEntry: z.ZodType<OutlineEntry> = z.strictObject({
  title: z.string(),
  target: Destination.nullable(),
  open: z.boolean(),
  get below() {
    return z.array(OutlineEntry);
  },
});

export const FragmentPage = z.strictObject({
  cropBox: BoxNumbers,
  rotate: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  userUnit: z.number(),
  /** The page's key in the parent tree, or null. */
  structParents: Int.nullable(),
  /** Entries of the page that are copied as they are. */
  entries: z.string(),
  /** The entries of each kind of resource, by kind. */
  resources: z.record(z.string(), z.string()),
  contents: z.array(Int),
  /** Content that goes before and after the page's own, so that what is appended starts from a clean graphics state. */
  before: z.string(),
  after: z.string(),
});
export type FragmentPage = z.infer<typeof FragmentPage>;

const Structure = z.strictObject({
  /** Top-level elements in reading order, each with the page that it begins on. */
  kids: z.array(z.strictObject({ object: Int, page: Int })),
  /** For each key: the element of each marked content of a page or form, or the element of an annotation. */
  parents: z.array(z.union([Int, z.array(Int.nullable())])),
  /** Element ids in hexadecimal, without what sets the fragment apart. */
  ids: z.array(z.tuple([z.string(), Int])),
  classes: z.array(z.tuple([z.string(), z.string()])),
});
export type Structure = z.infer<typeof Structure>;

export const FragmentIndex = z.strictObject({
  version: z.literal(1),
  pages: z.array(FragmentPage).min(1),
  /** How many objects there are, pages included; pages have no text. */
  objects: Int,
  /** The objects that are streams, in order, each with the number of its bytes. */
  streams: z.array(z.tuple([Int, Int])),
  /** SHA-256 of the bytes of all streams, in hexadecimal. */
  streamsHash: z.string(),
  outline: z.array(OutlineEntry),
  structure: Structure.nullable(),
  /** BCP 47, as the document says it. */
  language: z.string().nullable(),
  packetLinks: z.array(z.string()),
});
export type FragmentIndex = z.infer<typeof FragmentIndex>;

export interface FragmentHead {
  index: FragmentIndex;
  /** The text of each object that is not a page, in the order of their numbers. */
  objects: string[];
  /** Where the bytes of the first stream begin. */
  bodyAt: number;
}

const MAGIC = 'SGF1';
const PREFIX = 12;

/** Not a fragment, or one of another version: made again from its PDF. */
export class NoFragment extends Error {}

/** The bytes that go before those of the streams. */
export function encodeHead(index: FragmentIndex, objects: string[]): Uint8Array {
  const json = Buffer.from(JSON.stringify(index));
  const text = Buffer.from(objects.map((each) => `${each}\n`).join(''), 'latin1');
  const prefix = Buffer.alloc(PREFIX);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(json.length, 4);
  prefix.writeUInt32LE(text.length, 8);
  return Buffer.concat([prefix, json, text]);
}

/** What the fragment holds, without its streams. @throws NoFragment */
export function fragmentIndex(bytes: Uint8Array): FragmentIndex {
  return headOf(bytes).index;
}

/** @throws NoFragment */
export function headOf(bytes: Uint8Array): FragmentHead {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const { json, text } = lengthsOf(buffer);
  return parsedHead(buffer.subarray(PREFIX, PREFIX + json + text), json);
}

/** A fragment that is read where it is, in parts. */
export interface FragmentFile {
  /** Bytes. */
  size: number;
  /** The bytes from `start` to `end` inclusive. */
  read(range: { start: number; end: number }): AsyncIterable<Uint8Array>;
}

/**
 * Reads no more than the head needs.
 * @param first the first bytes of the file, as many as are there already
 * @throws NoFragment; what reading throws
 */
export async function readHead({ size, read }: FragmentFile, first: Buffer): Promise<FragmentHead> {
  const { json, text } = lengthsOf(first);
  const end = PREFIX + json + text;
  if (end > size) throw new NoFragment('shorter than it says');
  const more = end > first.length ? await buffer(read({ start: first.length, end: end - 1 })) : Buffer.alloc(0);
  return parsedHead(Buffer.concat([first, more]).subarray(PREFIX, end), json);
}

function lengthsOf(buffer: Buffer): { json: number; text: number } {
  if (buffer.length < PREFIX || buffer.toString('latin1', 0, 4) !== MAGIC) throw new NoFragment('no fragment');
  return { json: buffer.readUInt32LE(4), text: buffer.readUInt32LE(8) };
}

function parsedHead(head: Buffer, json: number): FragmentHead {
  const index = FragmentIndex.safeParse(JSON.parse(head.toString('utf8', 0, json)));
  if (!index.success) throw new NoFragment('another version', { cause: index.error });
  const objects = head.toString('latin1', json).split('\n');
  objects.pop();
  if (objects.length !== index.data.objects - index.data.pages.length) throw new NoFragment('objects are missing');
  return { index: index.data, objects, bodyAt: PREFIX + head.length };
}
