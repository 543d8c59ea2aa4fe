/** The editor's form as it arrives at the server, as fields. Rows are numbered in the order on the page. */
import { z } from 'zod';
import { RichText } from '#src/documents/rich-text.ts';
import { rows, typed } from '../../rows.ts';
import type { EditorFields } from './draft-from-fields.ts';
import { textFromBox } from './text-fallback.ts';

const EMPTY: RichText = { type: 'doc', content: [{ type: 'paragraph' }] };

/** A text that is passed over where it is none. */
const text = z.string().catch('');

/** The editor's form in each of its uses. */
export const EditorForm = z.object({
  /** The button that was pressed. */
  do: text,
  /** The revision of the draft that was read. */
  rev: z.coerce.number().catch(Number.NaN),
  /** The text is stored already, by the page's script: the button alone counts. */
  stored: z.literal('yes').optional().catch(undefined),
  /** The office that a suggested route begins above. */
  ladderFrom: text,
  /** What of a version under way was read, and how much is changed: for the action to check. */
  step: text,
  round: z.coerce.number().catch(Number.NaN),
  version: text,
  weight: z.unknown().optional(),
  title: typed,
  type: typed,
  openness: typed,
  closedUntil: typed,
  publicTitle: typed,
  caseNumber: typed,
  printedRoute: typed,
  /** `json` is what the script has made of a section, `text` what stands in its box, `key` the section it was made from. */
  sections: rows(z.strictObject({ key: typed, heading: typed, json: typed, text: typed })),
  lead: typed,
  clauses: rows(z.string()),
  bilag: rows(
    z.strictObject({
      docId: typed,
      openness: typed,
      title: typed,
      titlePublic: typed,
      docNo: typed,
      mainDocument: typed,
      availability: typed,
      closedUntil: typed,
      opennessIn: typed,
      file: typed,
    }),
  ),
  subItems: rows(
    z.strictObject({ id: typed, title: typed, start: typed, end: typed, text: typed, participants: typed }),
  ),
  steps: rows(z.strictObject({ who: typed, role: typed })),
});
export type EditorForm = z.infer<typeof EditorForm>;

/** @param before the sections that the page was made from, by their place: what was not touched keeps its form */
export function fieldsFromForm(form: EditorForm, before: readonly { body: RichText }[]): EditorFields {
  const {
    title,
    type,
    openness,
    closedUntil,
    publicTitle,
    caseNumber,
    printedRoute,
    sections,
    lead,
    clauses,
    bilag,
    subItems,
    steps,
  } = form;
  return {
    title,
    type,
    openness,
    closedUntil,
    publicTitle,
    caseNumber,
    printedRoute,
    lead,
    clauses,
    bilag,
    subItems,
    steps,
    sections: sections.map(({ key, heading, json, text }) => ({
      heading,
      body: bodyFrom(json, text, before[Number(key || Number.NaN)]?.body ?? EMPTY),
    })),
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
