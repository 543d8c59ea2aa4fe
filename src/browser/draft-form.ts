/** Reads the editor's form as it stands on the page. */
import type { DraftBody } from '#src/documents/draft-body.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import type { RichText } from '#src/documents/rich-text.ts';
import { draftFrom } from '#src/http/pages/editor/draft-from-fields.ts';
import { richFieldOf } from './rich-field.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The value of a row's field: `who` in a row of steps is called "steps[2][who]". */
const cellIn = (row: Element, column: string): string => row.querySelector<Field>(`[name$="[${column}]"]`)?.value ?? '';
const valueIn = (scope: ParentNode, name: string): string =>
  scope.querySelector<Field>(`[name="${name}"]`)?.value ?? '';
const rowsOf = (form: HTMLFormElement, kind: string) => [...form.querySelectorAll(`[data-row="${kind}"]`)];

function bodyOf(row: Element): RichText {
  const host = row.querySelector('[data-rich]');
  const field = host ? richFieldOf(host) : undefined;
  return field?.value() ?? richTextOf(valueIn(row, 'sectionText'));
}

/** The draft that the form shows, always one that the store takes. */
export function readDraft(form: HTMLFormElement): DraftBody {
  return draftFrom({
    title: valueIn(form, 'title'),
    type: valueIn(form, 'type'),
    openness: valueIn(form, 'openness'),
    caseNumber: valueIn(form, 'caseNumber'),
    printedRoute: valueIn(form, 'printedRoute'),
    sections: rowsOf(form, 'section').map((row) => ({ heading: valueIn(row, 'sectionHeading'), body: bodyOf(row) })),
    lead: valueIn(form, 'lead'),
    clauses: rowsOf(form, 'clause').map((row) => valueIn(row, 'clause')),
    bilag: rowsOf(form, 'bilag').map((row) => ({
      docId: valueIn(row, 'bilagDocId'),
      openness: valueIn(row, 'bilagOpenness'),
      title: valueIn(row, 'bilagTitle'),
      titlePublic: valueIn(row, 'bilagTitlePublic'),
      docNo: valueIn(row, 'bilagDocNo'),
      mainDocument: valueIn(row, 'bilagMain'),
      availability: valueIn(row, 'bilagAvailability'),
      file: valueIn(row, 'bilagFile'),
    })),
    subItems: rowsOf(form, 'subItem').map((row) => ({
      id: valueIn(row, 'subItemId'),
      title: valueIn(row, 'subItemTitle'),
      start: valueIn(row, 'subItemStart'),
      end: valueIn(row, 'subItemEnd'),
      text: valueIn(row, 'subItemText'),
      participants: valueIn(row, 'subItemParticipants'),
    })),
    steps: rowsOf(form, 'step').map((row) => ({ who: cellIn(row, 'who'), role: cellIn(row, 'role') })),
  });
}
