/** Gives every object of a document that is being written its number, and says where each page comes. */
import type { FragmentPage } from './fragment.ts';
import type { PacketPart, PacketSource } from './packet-input.ts';
import type { Stamp } from './stamp-page.ts';

export interface PlannedSource extends PacketSource {
  /** Its object n has the number base + n in the document. */
  base: number;
  /** Its key k of the parent tree is keyBase + k. */
  keyBase: number;
  /** What sets its element ids and attribute classes apart: '' for the first source. */
  prefix: string;
  /** The object that its top-level structure elements hang under. */
  structureParent: number;
  /** Where each of its pages comes in the document, from 0. */
  places: number[];
}

export interface PlannedPage {
  source: PlannedSource;
  page: FragmentPage;
  number: number;
  stamp: Stamp | null;
}

/** The objects that have a number so far. */
export interface PacketNumbers {
  /** Sources in the order in which they were added, by their keys. */
  sources: ReadonlyMap<string, PlannedSource>;
  /** Gives a source's objects the numbers that follow. @throws Error where another has its key */
  add(source: PacketSource): PlannedSource;
  /** A number of its own. */
  next(): number;
  count(): number;
  root: Record<'catalog' | 'pages' | 'info' | 'metadata' | 'structure' | 'document' | 'faint', number>;
  font: [number, number, number, number, number];
}

export interface PacketPlan extends PacketNumbers {
  pages: PlannedPage[];
}

/** A source's numbers depend on the sources before it alone, so that it can be written before the others are known. */
export function createNumbers(): PacketNumbers {
  let last = 0;
  const next = () => {
    last += 1;
    return last;
  };
  const root = {
    catalog: next(),
    pages: next(),
    info: next(),
    metadata: next(),
    structure: next(),
    document: next(),
    faint: next(),
  };
  const font: PacketNumbers['font'] = [next(), next(), next(), next(), next()];
  const sources = new Map<string, PlannedSource>();
  let keyBase = 0;

  function add(source: PacketSource): PlannedSource {
    if (sources.has(source.key)) throw new Error(`two sources are called ${source.key}`);
    const { index } = source.fragment;
    const base = last;
    last += index.objects;
    const planned: PlannedSource = {
      ...source,
      base,
      keyBase,
      prefix: sources.size === 0 ? '' : `${sources.size}-`,
      structureParent: source.kind === 'bilag' && index.structure !== null ? next() : root.document,
      places: index.pages.map(() => -1),
    };
    keyBase += index.structure?.parents.length ?? 0;
    sources.set(source.key, planned);
    return planned;
  }
  return { sources, add, next, count: () => last, root, font };
}

/**
 * Says where each page comes.
 * @throws Error where a page of a source comes twice or not at all, or a part names a source that is not there
 */
export function placePages({ sources }: PacketNumbers, parts: readonly PacketPart[]): PlannedPage[] {
  const pages = parts.flatMap((part) => pagesOfPart(part, sources));
  pages.forEach(({ source, number }, at) => {
    const own = number - source.base - 1;
    if (source.places[own] !== -1) throw new Error(`page ${own + 1} of ${source.key} comes twice`);
    source.places[own] = at;
  });
  for (const { key, places } of sources.values()) {
    if (places.includes(-1)) throw new Error(`page ${places.indexOf(-1) + 1} of ${key} does not come`);
  }
  return pages;
}

function pagesOfPart(part: PacketPart, sources: PacketNumbers['sources']): PlannedPage[] {
  const source = sources.get(part.source);
  if (source === undefined) throw new Error(`there is no source ${part.source}`);
  const all = source.fragment.index.pages;
  if (part.from < 1 || part.to > all.length || part.from > part.to) {
    throw new Error(`${part.source} has no pages ${part.from} to ${part.to}`);
  }
  return all.slice(part.from - 1, part.to).map((page, i) => ({
    source,
    page,
    number: source.base + part.from + i,
    stamp: part.stamps?.[i] ?? null,
  }));
}

/** The pages' boxes as they are written, known when they have been stamped. */
export type Expand = (text: string) => string;

/**
 * Turns what a fragment's text leaves open into what it is in this document.
 * @param linkTo the entries of a link to a source's first page
 */
export function expandFor(source: PlannedSource, linkTo: (key: string) => string): Expand {
  const { base, keyBase, structureParent, prefix } = source;
  const hexPrefix = Buffer.from(prefix).toString('hex');
  const links = source.fragment.index.packetLinks;
  const replace = (_: string, kind: string, digits: string): string => {
    const number = Number(digits);
    if (kind === '') return `${number === 0 ? structureParent : base + number} 0 R`;
    if (kind === 's') return String(keyBase + number);
    if (kind === 'p') return linkTo(links[number] ?? '');
    return kind === 'i' ? hexPrefix : prefix;
  };
  return (text) => (text.includes('{') ? text.replace(/\{([sicp]?)(\d*)\}/g, replace) : text);
}
