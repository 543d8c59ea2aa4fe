/** The imported text printed back: the same words in the same order, set like our own documents. */
import { itemDocument } from '#src/content/item-document.ts';
import type { PublishedFrame } from '#src/content/published-frame.ts';
import { renderDocument } from '#src/packet/render-document.ts';
import { renderItem } from '#src/packet/render-item.ts';
import type { Imported, ImportedItem, PrintedBlock } from './imported.ts';
import { type ImportedTreatment, toItemContent } from './to-item-content.ts';

const decided = ({ organRaw, date, text, absences }: ImportedTreatment) => ({
  organName: organRaw,
  date,
  text,
  absences: absences.filter(({ people }) => people.length > 0),
});

/** An imported item as it would stand in the store after everything that it tells. */
export function documentOfImported(item: ImportedItem) {
  const { content, treatments, later } = toItemContent(item);
  const rounds = later.map(({ recommendation, treatments: more }) => ({
    recommendation,
    decisions: more.map(decided),
  }));
  return itemDocument(content, treatments.map(decided), rounds);
}

const LABELLED = /^([^:\t]{2,30}:)\s*(.*)$/;
const labelled = (line: string) => {
  const [, label = '', value = line] = LABELLED.exec(line) ?? [];
  return { label, value };
};
const written = (blocks: readonly PrintedBlock[]) => blocks.flatMap(({ lines }) => lines.filter((line) => line !== ''));

/** The head and the tail of an agenda as they were read. */
export function frameOf({ before, after, meeting }: Imported): PublishedFrame {
  const contents = before.filter(({ kind }) => kind === 'contents');
  return {
    title: [meeting?.bodyRaw, meeting?.docTypeRaw, meeting?.dateRaw].filter((part) => part).join(', ') || 'Dagsorden',
    head: written(before.filter(({ kind }) => kind === 'head')).map(labelled),
    contentsHeading: contents[0]?.heading ?? '',
    contents: written(contents).map((line) => {
      const [, title = line, page = ''] = /^(.*?)\t(\d{1,3})$/.exec(line) ?? [];
      return { title, page };
    }),
    after: after.map(({ heading, lines }) => ({ heading: heading ?? '', lines: lines.filter((line) => line !== '') })),
  };
}

/** @param createdAt the date written into the file */
export async function renderImported(imported: Imported, createdAt: Date): Promise<Uint8Array<ArrayBuffer>> {
  const options = { standard: 'ua-1' as const, createdAt };
  const [only] = imported.items;
  if (imported.documentType !== 'agenda' && only) return renderItem(documentOfImported(only), options);
  const items = imported.items.map((item) => ({ number: item.number, document: documentOfImported(item) }));
  return renderDocument({ ...frameOf(imported), items }, options);
}
