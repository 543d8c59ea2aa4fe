/**
 * Puts the file of a packet together from its plan and the stored fragments. The same plan, with the same foot, gives the same bytes.
 * What is large in it is in the store already, with the fragments; only the rest of the bytes are written down.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { addExtent, LEAST_EXTENT } from '#src/files/extents.ts';
import { gathered } from '#src/files/gathered.ts';
import type { PacketInput } from '#src/pdf-merge/packet-input.ts';
import { readAhead } from '#src/pdf-merge/read-ahead.ts';
import { writePdf } from '#src/pdf-merge/write-pdf.ts';
import type { Extent } from '#src/store/models/file.ts';
import { word } from '#src/words/words.ts';
import { inFolder } from './build-deps.ts';
import type { ManifestPart } from './manifest.ts';
import type { PacketPlan } from './plan.ts';
import { createRanges, type SourceRanges } from './source-ranges.ts';
import type { StoredFragments } from './stored-fragments.ts';

interface AssembleDeps {
  fragments: StoredFragments;
  folder: string;
}

/** A file as the store takes it: hash and size of the whole, and in the folder the bytes that no extent names. */
export interface Assembled {
  path: string;
  hash: string;
  size: number;
  extents: Extent[];
  parts: ManifestPart[];
}

/**
 * @param onPages called with the pages whose bytes are in place
 * @param foot written below every page; null for nothing
 * @throws RenditionFailed `file-missing` where a fragment is not in the store
 */
export async function assemblePacket(
  { fragments, folder }: AssembleDeps,
  plan: PacketPlan,
  onPages: (done: number) => Promise<unknown>,
  foot: string | null = null,
): Promise<Assembled> {
  const fragmentOf = new Map(plan.sources.map(({ key, fragment }) => [key, fragment]));
  const opened = await fragments.open([...fragmentOf.values()]);
  const sources = readAhead(plan.sources.map((source) => ({ ...source, fragment: found(opened, source.fragment) })));
  const path = inFolder({ folder }, 'packet.pdf');
  const [whole, ranges, extents] = [createHash('sha256'), createRanges(), [] as Extent[]];
  let size = 0;
  async function* ownBytes(): AsyncGenerator<Uint8Array> {
    for await (const { bytes, source, copied } of writePdf({ ...inputOf(plan), foot, sources })) {
      whole.update(bytes);
      if (source !== null && !ranges.has(source)) await onPages(pagesIn(plan, ranges));
      if (source !== null) ranges.add(source, size, bytes);
      if (source === null || copied === null || copied.stream < LEAST_EXTENT) yield bytes;
      else addExtent(extents, { at: size, length: bytes.length, file: found(fragmentOf, source), from: copied.at });
      size += bytes.length;
    }
  }
  await pipeline(gathered(ownBytes()), createWriteStream(path));
  return { path, hash: whole.digest('hex'), size, extents, parts: partsOf(plan, ranges) };
}

function found<Value>(map: ReadonlyMap<string, Value>, key: string): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`${key} is no source of the packet`);
  return value;
}

const lengthOf = ({ from, to }: PacketPlan['parts'][number]): number => to - from + 1;
const pagesIn = ({ parts }: PacketPlan, ranges: SourceRanges): number =>
  parts.filter(({ source }) => ranges.has(source)).reduce((sum, part) => sum + lengthOf(part), 0);

function inputOf({ parts, createdAt, pages, kind: _, ...plan }: PacketPlan): Omit<PacketInput, 'sources' | 'foot'> {
  let before = 0;
  const stamped = parts.map(({ stamp, ...part }) => {
    const first = before + 1;
    const length = lengthOf(part as PacketPlan['parts'][number]);
    before += length;
    return { ...part, stamps: stamp === null ? null : stampsOf(stamp, length, first, pages) };
  });
  return { ...plan, parts: stamped, createdAt: new Date(createdAt) };
}

/** "Bilag 3.2 · side 1 af 4" and the page's number in the packet. */
const stampsOf = (stamp: string, pages: number, first: number, all: number) =>
  Array.from({ length: pages }, (_, n) => ({
    left: `${stamp} · ${word('packetStamps', 'page')} ${n + 1} ${word('packetStamps', 'of')} ${pages}`,
    right: `${word('packetStamps', 'packetPage')} ${first + n} ${word('packetStamps', 'of')} ${all}`,
  }));

function partsOf({ parts, sources }: PacketPlan, ranges: SourceRanges): ManifestPart[] {
  const titles = new Map(sources.map(({ key, title }) => [key, title]));
  let before = 0;
  return parts.map((part) => {
    const from = before + 1;
    const pages = lengthOf(part);
    before += pages;
    const bytes = ranges.get(part.source);
    if (bytes === undefined) throw new Error(`${part.source} was not written`);
    return { what: titles.get(part.source) ?? part.source, from, pages, bytes };
  });
}
