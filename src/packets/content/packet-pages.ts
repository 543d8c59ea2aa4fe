/** The pages of a packet that are its own, set by Typst, and where the pages of its bilag go between them. */
import { z } from 'zod';
import { compileAround } from '#src/pdf/compile-around.ts';
import type { PdfCompiler } from '#src/pdf/compiler.ts';
import { OF_PACKET, refuseTooLarge } from '#src/pdf/limits.ts';
import type { ItemFault } from '#src/store/models/edition.ts';
import { word } from '#src/words/words.ts';
import type { PacketDocument } from '../document.ts';
import { type PagesGiven, type PagesModel, pagesModel } from './pages-model.ts';

/** A run of the packet's own pages (counted from 1 in its own PDF), or a bilag's pages. */
export type Place = { kind: 'own'; from: number; to: number } | ({ kind: 'bilag' } & PlacedBilag);

export interface PlacedBilag {
  key: string;
  pages: number;
  /** Stamped on each of its pages, before "side x af y". */
  stamp: string;
  /** Of its page labels: "3.2-" makes "3.2-1", "3.2-2". */
  labelPrefix: string;
  /** What it is called where only it is seen. */
  title: string;
}

/** An entry of the outline, in order; `level` counts from 1. */
export interface OutlineEntry {
  title: string;
  level: number;
  /** The page in the packet's own PDF, from 1. */
  page: number;
  /** The bilag whose own outline goes below this entry; null for all others, and for a bilag without pages. */
  bilag: string | null;
}

export interface PlacedPages {
  title: string;
  /** The file's date: the meeting's day, so that the same document gives the same bytes. */
  createdAt: Date;
  /** All pages of the packet, its bilag's counted. */
  pages: number;
  /** What follows what. A link to a bilag's first page has the address `packet:<key>`. */
  places: Place[];
  outline: OutlineEntry[];
  /** The items that are not printed as they were written. */
  faults: ItemFault[];
}

export interface PacketPages extends PlacedPages {
  pdf: Uint8Array<ArrayBuffer>;
}

const Mark = z.object({ kind: z.string(), key: z.string().nullable(), page: z.number().int().min(1) });
type Mark = z.infer<typeof Mark>;

/** All that the packet's own pages are made from, as JSON: the same gives the same pages. */
export interface PagesInput {
  /** ISO instant. */
  createdAt: string;
  model: PagesModel;
}

/** What the typesetter found out beside the pages. */
export interface Typeset {
  /** How many pages are the packet's own. */
  pages: number;
  marks: Mark[];
  /** Absent in what was kept before they were noted. */
  faults?: ItemFault[];
}

/** @throws Refusal `pdf-too-large` (413) */
export function pagesInput(document: PacketDocument, given: PagesGiven): PagesInput {
  refuseTooLarge(document, OF_PACKET);
  return { createdAt: `${document.day}T00:00:00.000Z`, model: pagesModel(document, given) };
}

/**
 * @param compiler in a thread of its own, so that the process that asks stays awake
 * @throws Refusal as `compileAround`
 */
export async function typeset(
  compiler: PdfCompiler,
  { model, createdAt }: PagesInput,
): Promise<{ pdf: Uint8Array<ArrayBuffer>; set: Typeset }> {
  const { pdf, pages, marks, faults } = await compileAround(compiler, {
    template: 'packet.typ',
    data: JSON.stringify(model),
    standard: 'ua-1',
    createdAt: new Date(createdAt).getTime() / 1000,
    marks: 'packet-place',
  });
  return { pdf, set: { pages, marks: z.array(Mark).parse(marks), faults } };
}

/** The bilag that have pages in the packet, in their order. */
export const bilagInOrder = ({ parts }: PagesModel): PlacedBilag[] =>
  parts
    .flatMap(({ items }) => items.flatMap(({ bilag }) => bilag))
    .flatMap(({ key, pages, label, title }) => {
      const stamp = `${word('packet', 'bilag')} ${label}`;
      return key === null || pages === 0
        ? []
        : [{ key, pages, stamp, labelPrefix: `${label}-`, title: `${stamp} ${title}` }];
    });

/** Says where everything comes. */
export const placed = ({ model, createdAt }: PagesInput, { pages, marks, faults = [] }: Typeset): PlacedPages => ({
  title: model.title,
  createdAt: new Date(createdAt),
  pages: pages + model.bilagPages,
  places: placesOf(model, marks, pages),
  outline: outlineOf(model, marks),
  faults,
});

/** Sets and places at once. @throws as `pagesInput` and `typeset` */
export async function packetPages(
  compiler: PdfCompiler,
  document: PacketDocument,
  given: PagesGiven,
): Promise<PacketPages> {
  const input = pagesInput(document, given);
  const { pdf, set } = await typeset(compiler, input);
  return { pdf, ...placed(input, set) };
}

function placesOf(model: PagesModel, marks: readonly Mark[], ownPages: number): Place[] {
  const places: Place[] = [];
  let from = 1;
  const own = (to: number) => {
    if (to < from) return;
    places.push({ kind: 'own', from, to });
    from = to + 1;
  };
  for (const bilag of bilagInOrder(model)) {
    own(pageOf(marks, 'bilag-end', bilag.key));
    places.push({ kind: 'bilag', ...bilag });
  }
  own(ownPages);
  return places;
}

function pageOf(marks: readonly Mark[], kind: string, key: string | null = null): number {
  const found = marks.find((mark) => mark.kind === kind && mark.key === key);
  if (found === undefined) throw new Error(`the template does not say where ${kind} ${key ?? ''} begins`);
  return found.page;
}

function outlineOf({ parts, after }: PagesModel, marks: readonly Mark[]): OutlineEntry[] {
  const entry = (level: number, title: string, page: number, bilag: string | null = null): OutlineEntry => ({
    title,
    level,
    page,
    bilag,
  });
  return [
    entry(1, word('packet', 'cover'), pageOf(marks, 'cover')),
    entry(1, word('packet', 'contents'), pageOf(marks, 'contents')),
    ...parts.flatMap(({ id, title, items }) => [
      entry(1, title, pageOf(marks, 'part', id)),
      ...items.flatMap((item) => [
        entry(
          2,
          item.number === null ? item.heading : `${item.number}. ${item.heading}`,
          pageOf(marks, 'item', item.id),
        ),
        ...item.bilag.flatMap(({ key, label, title: name, pages }) =>
          key === null
            ? []
            : [
                entry(
                  3,
                  `${word('packet', 'bilag')} ${label} ${name}`,
                  pageOf(marks, 'bilag', key),
                  pages > 0 ? key : null,
                ),
              ],
        ),
      ]),
    ]),
    ...after.map(({ id, title }) => entry(1, title, pageOf(marks, id))),
  ];
}
