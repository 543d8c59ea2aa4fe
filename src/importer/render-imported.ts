/** The imported text printed back: the same words in the same order, set like our own documents. */
import { ItemDocument, itemDocument } from '#src/documents/item-document.ts';
import { textNodes } from '#src/documents/plain-text.ts';
import type { PublishedFrame } from '#src/documents/published-frame.ts';
import type { RichNode } from '#src/documents/rich-text.ts';
import { NO_HEADING } from '#src/documents/section-heading.ts';
import { isRefusal } from '#src/errors.ts';
import { refuseTooLarge } from '#src/pdf/limits.ts';
import { printModel } from '#src/pdf/print-model.ts';
import { printWords } from '#src/pdf/print-words.ts';
import { renderDocument } from '#src/pdf/render-document.ts';
import { patientCompiler, type RenderOptions } from '#src/pdf/render-item.ts';
import { readBilag } from './bilag-rows.ts';
import type { Imported, ImportedItem, PrintedBlock } from './imported.ts';
import { isPaperOnly } from './page-marks.ts';
import { linesOfBlock, wordsIn } from './printed-words.ts';
import { richFromLines } from './rich-from-lines.ts';
import { type ImportedTreatment, toItemContent } from './to-item-content.ts';

const decided = ({ organRaw, date, text, absences }: ImportedTreatment) => ({
  organName: organRaw,
  date,
  text,
  absences: absences.filter(({ people }) => people.length > 0),
});

/** Whether the document can be printed as it is. */
function fits(document: ItemDocument): boolean {
  try {
    refuseTooLarge(document);
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
  return ItemDocument.safeParse(document).success;
}

/** An imported item as it would stand in the store after everything that it reports. */
function documentOfImported(item: ImportedItem): ItemDocument {
  const { content, treatments, later } = toItemContent(item);
  const rounds = later.map(({ recommendation, treatments: more }) => ({
    recommendation,
    decisions: more.map(decided),
  }));
  return itemDocument(content, treatments.map(decided), rounds);
}

/**
 * What is printed of an item: as our own items are where that says the published words in their order, otherwise block by block as
 * they were read (headings that have other words, parts in another order, text among the attachments).
 */
export function printableItem(item: ImportedItem): { number: string | null; document: ItemDocument } {
  const wanted = wordsIn(item.printed.flatMap(linesOfBlock)).join('');
  const says = ({ number, document }: { number: string | null; document: ItemDocument }): boolean =>
    fits(document) && wordsIn([printWords(printModel(document, false), number)]).join('') === wanted;
  const candidates = [
    () => ({ number: item.number, document: documentOfImported(item) }),
    () => ({ number: null, document: asRead(item) }),
  ];
  for (const candidate of candidates) {
    const found = candidate();
    if (says(found)) return found;
  }
  return { number: null, document: lineByLine(item) };
}

/** More than the longest agendas have; with more, several lines are one paragraph. */
const MOST_PARAGRAPHS = 4_000;
const LONGEST_TITLE = 300;

type Section = ItemDocument['sections'][number];

const paragraph = (text: string): RichNode => ({ type: 'paragraph', content: textNodes(text) });
const untabbed = (line: string): RichNode => paragraph(line.replaceAll('\t', ' '));
const inBold = (text: string): RichNode => ({
  type: 'paragraph',
  content: textNodes(text).map((node) => ({ ...node, marks: [{ type: 'bold' }] })),
});
const sectionOf = (heading: string, content: RichNode[]): Section => ({ heading, body: { type: 'doc', content } });

/** An item whose text is what was read of it and nothing else: neither route nor attachments of our own form. */
function bareDocument(item: ImportedItem, title: string, sections: Section[]): ItemDocument {
  return {
    title,
    type: 'discussion',
    openness: item.openness,
    caseNumber: null,
    printedRoute: '',
    printedOpenness: '',
    sections,
    rounds: [],
    bilag: [],
  };
}

/** Every block of the item under its own heading, in the order in which they stand; a heading without a text stays, in bold. */
function asRead(item: ImportedItem): ItemDocument {
  const [first] = item.printed;
  // Above the title a case's number may stand.
  const titleBlock = first?.kind === 'title' ? first : undefined;
  const blocks = item.printed.slice(titleBlock === undefined ? 0 : 1);
  const sections = blocks.map(({ kind, heading, lines }) => {
    const nodes =
      kind === 'bilag'
        ? readBilag(written(lines)).map(({ rawLine }) => untabbed(rawLine.replaceAll('\n', ' ')))
        : richFromLines(lines).content.filter(({ content = [] }) => content.length > 0);
    if (heading !== null && nodes.length === 0) return sectionOf(NO_HEADING, [inBold(heading)]);
    return sectionOf(heading ?? NO_HEADING, nodes);
  });
  return bareDocument(item, written(titleBlock?.lines ?? []).join(' '), sections);
}

/** Where even that has no room: a paragraph for each line, or for several where there are very many. */
function lineByLine(item: ImportedItem): ItemDocument {
  const lines = item.printed.flatMap(linesOfBlock).filter((line) => line.trim() !== '' && !isPaperOnly(line));
  const [first = ''] = lines;
  const title = first.length <= LONGEST_TITLE ? first : '';
  const rest = title === '' ? lines : lines.slice(1);
  const together = Math.max(1, Math.ceil(rest.length / MOST_PARAGRAPHS));
  const paragraphs = Array.from({ length: Math.ceil(rest.length / together) }, (_, index) =>
    untabbed(rest.slice(index * together, (index + 1) * together).join(' ')),
  );
  return bareDocument(item, title, [sectionOf(NO_HEADING, paragraphs)]);
}

const LABELLED = /^([^:\t]{2,30}:)\s*(.*)$/;
const labelled = (line: string) => {
  const [, label = '', value = line] = LABELLED.exec(line) ?? [];
  return { label, value };
};
const written = (lines: readonly string[]): string[] => lines.filter((line) => line !== '' && !isPaperOnly(line));
const writtenIn = (blocks: readonly PrintedBlock[]): string[] => blocks.flatMap(({ lines }) => written(lines));

/** The head and the tail of an agenda as they were read. */
export function frameOf({ before, after, meeting, items }: Imported): PublishedFrame {
  const contents = before.filter(({ kind }) => kind === 'contents');
  const named = [meeting?.bodyRaw, meeting?.docTypeRaw, meeting?.dateRaw].filter((part) => part).join(', ');
  return {
    title: named || items[0]?.title || 'Dagsorden',
    head: writtenIn(before.filter(({ kind }) => kind === 'head')).map((line, index) =>
      // The first line is the document's title, whatever it says.
      index === 0 ? { label: '', value: line } : labelled(line),
    ),
    contentsHeading: contents[0]?.heading ?? '',
    contents: writtenIn(contents).map((line) => {
      const [, title = line, page = ''] = /^(.*?)\t(\d{1,3})$/.exec(line) ?? [];
      return { title, page };
    }),
    after: after.map(({ heading, lines }) => ({ heading: heading ?? '', lines: written(lines) })),
  };
}

/**
 * @param createdAt the date written into the file
 * @param compiler the process' own when not given
 * @throws Refusal as `renderDocument`
 */
export async function renderImported(
  imported: Imported,
  createdAt: Date,
  compiler?: RenderOptions['compiler'],
): Promise<Uint8Array<ArrayBuffer>> {
  const options = { standard: 'ua-1' as const, createdAt, ...(compiler && { compiler }) };
  return renderDocument({ ...frameOf(imported), items: imported.items.map(printableItem) }, options);
}

/** The largest text that is read at all, cut into the smallest items, takes some minutes to set. */
const PATIENCE_MS = 20 * 60_000;

/** Prints imported texts where somebody waits for a command and nobody for a page: however long they take. */
export function createImportPrinter() {
  const compiler = patientCompiler(PATIENCE_MS);
  return {
    /** @param createdAt the date written into the file; throws as `renderImported` */
    print: (imported: Imported, createdAt: Date): Promise<Uint8Array<ArrayBuffer>> =>
      renderImported(imported, createdAt, compiler),
    close: (): Promise<void> => compiler.close(),
  };
}
