/** The editor's form as it arrives at the server, as fields. Rows come as repeated names, in the order on the page. */
import { z } from 'zod';
import { RichText } from '#src/documents/rich-text.ts';
import { readInput } from '#src/read-input.ts';
import { listOf } from '../../form.ts';
import { rows as rowsOf, typed } from '../../rows.ts';
import type { EditorFields } from './draft-from-fields.ts';
import { textFromBox } from './text-fallback.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const EMPTY: RichText = { type: 'doc', content: [{ type: 'paragraph' }] };

const Rows = z.object({ steps: rowsOf(z.strictObject({ who: typed, role: typed })) });

/**
 * @param form the form's fields; a value of another kind than text counts as empty
 * @param before the sections that the page was made from, by their place: what was not touched keeps its form
 */
export function fieldsFromForm(form: Record<string, unknown>, before: readonly { body: RichText }[]): EditorFields {
  const column = (name: string) => listOf(form[name]).map(text);
  const [headings, boxes, jsons, keys] = [
    column('sectionHeading'),
    column('sectionText'),
    column('sectionJson'),
    column('sectionKey'),
  ];
  const rows = <Name extends string>(...names: Name[]): Record<Name, string>[] => {
    const columns = names.map(column);
    const count = Math.max(0, ...columns.map(({ length }) => length));
    return Array.from(
      { length: count },
      (_, row) => Object.fromEntries(names.map((name, n) => [name, columns[n]?.[row] ?? ''])) as Record<Name, string>,
    );
  };
  return {
    title: text(form.title),
    type: text(form.type),
    openness: text(form.openness),
    caseNumber: text(form.caseNumber),
    printedRoute: text(form.printedRoute),
    sections: headings.map((heading, row) => ({
      heading,
      body: bodyFrom(jsons[row] ?? '', boxes[row] ?? '', before[Number(keys[row] || Number.NaN)]?.body ?? EMPTY),
    })),
    lead: text(form.lead),
    clauses: column('clause'),
    bilag: rows(
      'bilagDocId',
      'bilagOpenness',
      'bilagTitle',
      'bilagTitlePublic',
      'bilagDocNo',
      'bilagMain',
      'bilagAvailability',
      'bilagFile',
    ).map((row) => ({
      docId: row.bilagDocId,
      openness: row.bilagOpenness,
      title: row.bilagTitle,
      titlePublic: row.bilagTitlePublic,
      docNo: row.bilagDocNo,
      mainDocument: row.bilagMain,
      availability: row.bilagAvailability,
      file: row.bilagFile,
    })),
    subItems: rows('subItemId', 'subItemTitle', 'subItemStart', 'subItemEnd', 'subItemText', 'subItemParticipants').map(
      (row) => ({
        id: row.subItemId,
        title: row.subItemTitle,
        start: row.subItemStart,
        end: row.subItemEnd,
        text: row.subItemText,
        participants: row.subItemParticipants,
      }),
    ),
    ...readInput(Rows, form),
  };
}

/** The script's JSON goes first; without it, or when it is no text, the box's words. */
function bodyFrom(json: string, box: string, before: RichText): RichText {
  if (json !== '') {
    try {
      const parsed = RichText.safeParse(JSON.parse(json));
      if (parsed.success) return parsed.data;
    } catch {
      // No JSON: the words in the box are what there is.
    }
  }
  return textFromBox(box, before);
}
