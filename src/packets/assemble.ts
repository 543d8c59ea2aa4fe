/** Writes the file of a packet from its plan and the stored fragments. The same plan, with the same foot, gives the same bytes. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileStore } from '#src/files/file-store.ts';
import { type FragmentSource, openFragment } from '#src/pdf-merge/fragment-source.ts';
import type { PacketInput } from '#src/pdf-merge/packet-input.ts';
import { writePdf } from '#src/pdf-merge/write-pdf.ts';
import { localFile } from '#src/renditions/rendering.ts';
import { word } from '#src/words/words.ts';
import { inFolder } from './build-deps.ts';
import type { ManifestPart } from './manifest.ts';
import type { PacketPlan } from './plan.ts';

interface AssembleDeps {
  files: FileStore;
  folder: string;
}
type Range = ManifestPart['bytes'];

/** Pieces are gathered until they are this long. */
const PIECE = 1_048_576;

/**
 * @param onPages called with the pages whose bytes are written
 * @param foot written below every page; null for nothing
 * @returns where the file lies, in the folder, and its parts
 * @throws RenditionFailed `file-missing` where a fragment is not in the store
 */
export async function assemblePacket(
  deps: AssembleDeps,
  plan: PacketPlan,
  onPages: (done: number) => Promise<unknown>,
  foot: string | null = null,
): Promise<{ path: string; parts: ManifestPart[] }> {
  const path = inFolder(deps, 'packet.pdf');
  const ranges = new Map<string, Range>();
  const at = { size: 0, hash: createHash('sha256') };
  const sources = [];
  for (const { key, fragment, ...source } of plan.sources) {
    const opened = await openFragment(await localFile(deps, fragment));
    sources.push({ ...source, key, fragment: measured(opened, at, (range) => ranges.set(key, range)) });
  }
  const out = await open(path, 'w');
  let waiting: Uint8Array[] = [];
  let length = 0;
  const flush = async () => {
    if (length > 0) await out.writev(waiting);
    [waiting, length] = [[], 0];
    await onPages(pagesIn(plan, ranges));
  };
  try {
    for await (const piece of writePdf({ ...inputOf(plan), foot, sources })) {
      at.size += piece.length;
      at.hash.update(piece);
      waiting.push(piece);
      length += piece.length;
      if (length >= PIECE) await flush();
    }
    await flush();
  } finally {
    await out.close();
  }
  return { path, parts: partsOf(plan, ranges) };
}

/**
 * Notes where in the file the streams of a source come, and their hash: its body is opened when all that comes before it is written,
 * and closed when the last of its own bytes are.
 */
function measured(
  source: FragmentSource,
  at: { size: number; hash: ReturnType<typeof createHash> },
  onRange: (range: Range) => void,
): FragmentSource {
  return {
    ...source,
    body() {
      const inner = source.body();
      const from = at.size;
      at.hash = createHash('sha256');
      return {
        next: () => inner.next(),
        throw: (error: unknown) => inner.throw(error),
        async return(value: unknown) {
          onRange({ from, length: at.size - from, sha256: at.hash.digest('hex') });
          at.hash = createHash('sha256');
          return inner.return(value);
        },
        [Symbol.asyncIterator]() {
          return this;
        },
        [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
      } as AsyncGenerator<Uint8Array>;
    },
  };
}

const lengthOf = ({ from, to }: PacketPlan['parts'][number]): number => to - from + 1;
const pagesIn = ({ parts }: PacketPlan, ranges: ReadonlyMap<string, Range>): number =>
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

function partsOf({ parts, sources }: PacketPlan, ranges: ReadonlyMap<string, Range>): ManifestPart[] {
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
