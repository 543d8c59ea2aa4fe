/** The pages of a packet: each as in its source, grown by its stamp and followed by what is drawn on it. */
import type { PacketInput } from './packet-input.ts';
import type { Expand, PacketPlan, PlannedPage, PlannedSource } from './packet-plan.ts';
import type { StampFont } from './stamp-font.ts';
import { type StampedPage, stampPage } from './stamp-page.ts';
import { num } from './visible-frame.ts';

/** Kids of one node of the page tree. */
const NODE = 32;
/** How strongly a watermark covers what is below it. */
const FAINT = 0.16;

export interface WrittenPages {
  /** Streams to be written: number and bytes. */
  streams: [number, Buffer][];
}

type Put = (number: number, text: string) => void;

/** Each page as it is stamped, in order. */
export function stampPages(
  plan: PacketPlan,
  { watermark, foot }: Pick<PacketInput, 'watermark' | 'foot'>,
  font: StampFont,
): StampedPage[] {
  return plan.pages.map(({ page, stamp }) => stampPage(page, { stamp, watermark, foot }, font, namesOf(page)));
}

export function writePages(
  input: Pick<PacketInput, 'watermark'>,
  plan: PacketPlan,
  stamped: StampedPage[],
  expands: Map<PlannedSource, Expand>,
  put: Put,
): WrittenPages {
  const streams = createSharedStreams(plan);
  const nodes: number[] = [];
  for (let from = 0; from < plan.pages.length; from += NODE) {
    const node = plan.next();
    nodes.push(node);
    const kids = plan.pages.slice(from, from + NODE);
    kids.forEach((page, i) => {
      const expand = expands.get(page.source) ?? String;
      const drawn = stamped[from + i];
      if (drawn) put(page.number, pageText(page, drawn, node, plan, expand, streams.numberOf));
    });
    const list = kids.map(({ number }) => `${number} 0 R`).join(' ');
    put(node, `<</Type/Pages/Parent ${plan.root.pages} 0 R/Count ${kids.length}/Kids[${list}]>>`);
  }
  put(
    plan.root.pages,
    `<</Type/Pages/Count ${plan.pages.length}/Kids[${nodes.map((node) => `${node} 0 R`).join(' ')}]>>`,
  );
  if (input.watermark !== null) put(plan.root.faint, `<</Type/ExtGState/ca ${FAINT}/CA ${FAINT}>>`);
  return { streams: streams.all() };
}

function pageText(
  { page, source }: PlannedPage,
  { box, content }: StampedPage,
  parent: number,
  { root, font }: PacketPlan,
  expand: Expand,
  streamOf: (text: string) => number,
): string {
  const contents = page.contents.map((number) => source.base + number);
  const all = [streamOf(page.before), ...contents, streamOf(page.after + content)];
  const names = namesOf(page);
  const resources = { ...page.resources };
  if (content !== '') resources.Font = `${resources.Font ?? ''}/${names.font} ${font[0]} 0 R`;
  if (content.includes(`/${names.faint} gs`)) {
    resources.ExtGState = `${resources.ExtGState ?? ''}/${names.faint} ${root.faint} 0 R`;
  }
  const resourcesText = Object.entries(resources)
    .map(([kind, entries]) => `/${kind}<<${expand(entries)}>>`)
    .join('');
  // ISO 14289-1, 7.18.3: on a tagged page links come in the order of the structure tree.
  const structure = page.structParents === null ? '' : `/StructParents ${source.keyBase + page.structParents}/Tabs/S`;
  return (
    `<</Type/Page/Parent ${parent} 0 R/MediaBox[${box.map(num).join(' ')}]` +
    `${page.rotate === 0 ? '' : `/Rotate ${page.rotate}`}${page.userUnit === 1 ? '' : `/UserUnit ${num(page.userUnit)}`}` +
    `/Resources<<${resourcesText}>>/Contents[${all.map((number) => `${number} 0 R`).join(' ')}]${structure}${expand(page.entries)}>>`
  );
}

/** Names that the page's own resources do not have. */
function namesOf({ resources }: PlannedPage['page']): { font: string; faint: string } {
  const free = (wanted: string, kind: string) => {
    const taken = resources[kind] ?? '';
    let called = wanted;
    for (let i = 1; taken.includes(`/${called}`); i += 1) called = `${wanted}${i}`;
    return called;
  };
  return { font: free('SgFont', 'Font'), faint: free('SgFaint', 'ExtGState') };
}

/** Streams with the same text are one. */
function createSharedStreams(plan: PacketPlan) {
  const numbers = new Map<string, number>();
  return {
    numberOf(text: string): number {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const number = plan.next();
      numbers.set(text, number);
      return number;
    },
    all: (): [number, Buffer][] => [...numbers].map(([text, number]) => [number, Buffer.from(text, 'latin1')]),
  };
}
