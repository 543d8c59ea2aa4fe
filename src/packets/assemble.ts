/**
 * Puts the file of a packet together from its plan and the stored fragments. The same plan, with the same foot, gives the same bytes.
 * What is large in it is in the store already, with the fragments; only the rest of the bytes are written down.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { addExtent, LEAST_EXTENT } from '#src/files/extents.ts';
import type { FileStore } from '#src/files/file-store.ts';
import { gathered } from '#src/files/gathered.ts';
import type { FragmentSource } from '#src/pdf-merge/fragment-source.ts';
import type { PacketLayout } from '#src/pdf-merge/packet-input.ts';
import { createPdfWriter, type Piece } from '#src/pdf-merge/write-pdf.ts';
import type { Extent } from '#src/store/models/file.ts';
import { word } from '#src/words/words.ts';
import { inFolder } from './build-deps.ts';
import type { ManifestPart } from './manifest.ts';
import type { PacketPlan } from './plan.ts';
import { createRanges, type SourceRanges } from './source-ranges.ts';
import { openInOrder } from './stored-fragments.ts';

interface AssembleDeps {
  files: FileStore;
  folder: string;
}
type Source = PacketPlan['sources'][number];

/** A file as the store takes it: hash and size of the whole, and in the folder the bytes that no extent names. */
export interface Assembled {
  path: string;
  hash: string;
  size: number;
  extents: Extent[];
  parts: ManifestPart[];
}

export interface Ending {
  /** Below every page; nothing where left out. */
  foot?: string;
  /** Fragments that are in memory, by their hashes: the store is not asked for them. */
  held?: ReadonlyMap<string, FragmentSource>;
}

/** A packet whose first sources are being written. One of the two has to be called. */
export interface BegunPacket {
  /**
   * @param plan begins with the sources that the packet was begun with
   * @throws RenditionFailed `file-missing` where a fragment is not in the store
   */
  end(plan: PacketPlan, ending?: Ending): Promise<Assembled>;
  /** Leaves it as it is. Resolves when nothing more is read or written. */
  stop(): Promise<void>;
}

/**
 * Begins with bilag before it is known which pages come between them: their streams are the bulk of the file, and the same whatever the
 * pages say.
 * @param onPages called with the number of pages whose bytes are in place
 */
export function beginPacket(
  { files, folder }: AssembleDeps,
  first: readonly Source[],
  onPages: (done: number) => Promise<unknown>,
): BegunPacket {
  const path = inFolder({ folder }, 'packet.pdf');
  const [whole, ranges, extents] = [createHash('sha256'), createRanges(), [] as Extent[]];
  const writer = createPdfWriter();
  const ending = Promise.withResolvers<{ plan: PacketPlan; ending: Ending }>();
  const fragmentOf = new Map<string, string>();
  let [size, done] = [0, 0];

  async function* sourcesOf(sources: readonly Source[], held?: Ending['held']): AsyncGenerator<Piece> {
    for await (const source of openInOrder(files, sources, held)) {
      fragmentOf.set(source.key, source.hash);
      yield* writer.source(source);
      done += source.fragment.index.pages.length;
      await onPages(done);
    }
  }
  async function* pieces(): AsyncGenerator<Piece> {
    yield* sourcesOf(first);
    const { plan, ending: how } = await ending.promise;
    yield* sourcesOf(restOf(plan, first), how.held);
    yield* writer.end({ ...layoutOf(plan), foot: how.foot ?? null });
  }
  async function* ownBytes(): AsyncGenerator<Uint8Array> {
    for await (const { bytes, source, copied } of pieces()) {
      whole.update(bytes);
      if (source !== null) ranges.add(source, size, bytes);
      if (source === null || copied === null || copied.stream < LEAST_EXTENT) yield bytes;
      else addExtent(extents, { at: size, length: bytes.length, file: found(fragmentOf, source), from: copied.at });
      size += bytes.length;
    }
  }
  const written = pipeline(gathered(ownBytes()), createWriteStream(path));
  // Each may fail before anybody asks.
  for (const promise of [written, ending.promise]) promise.catch(() => undefined);

  return {
    async end(plan, how = {}) {
      ending.resolve({ plan, ending: how });
      await written;
      return { path, hash: whole.digest('hex'), size, extents, parts: partsOf(plan, ranges) };
    },
    async stop() {
      ending.reject(new Error('the packet is not written to its end'));
      await written.catch(() => undefined);
    },
  };
}

/** Puts it together where everything is known: see `beginPacket`. */
export const assemblePacket = (
  deps: AssembleDeps,
  plan: PacketPlan,
  ending: Ending & { onPages?: (done: number) => Promise<unknown> } = {},
): Promise<Assembled> => beginPacket(deps, plan.sources, ending.onPages ?? (async () => undefined)).end(plan, ending);

/** @throws Error where the plan begins with others */
function restOf({ sources }: PacketPlan, first: readonly Source[]): Source[] {
  for (const [n, { key, fragment }] of first.entries())
    if (sources[n]?.key !== key || sources[n].fragment !== fragment) throw new Error(`${key} was not planned`);
  return sources.slice(first.length);
}

function found<Value>(map: ReadonlyMap<string, Value>, key: string): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`${key} is no source of the packet`);
  return value;
}

const lengthOf = ({ from, to }: PacketPlan['parts'][number]): number => to - from + 1;

function layoutOf({ parts, createdAt, pages, kind: _, sources: __, ...plan }: PacketPlan): Omit<PacketLayout, 'foot'> {
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
