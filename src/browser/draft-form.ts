/** Reads the editor's form as it stands on the page. */
import type { DraftBody } from '#src/documents/draft-body.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import type { RichText } from '#src/documents/rich-text.ts';
import { draftFrom } from '#src/http/pages/editor/draft-from-fields.ts';
import { isRefusedWhole } from './bilag-row.ts';
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
  return field?.value() ?? richTextOf(cellIn(row, 'text'));
}

/** The draft that the form shows, always one that the store takes. */
export function readDraft(form: HTMLFormElement): DraftBody {
  return draftFrom({
    title: valueIn(form, 'title'),
    type: valueIn(form, 'type'),
    openness: valueIn(form, 'openness'),
    closedUntil: valueIn(form, 'closedUntil'),
    publicTitle: valueIn(form, 'publicTitle'),
    caseNumber: valueIn(form, 'caseNumber'),
    printedRoute: valueIn(form, 'printedRoute'),
    sections: rowsOf(form, 'section').map((row) => ({ heading: cellIn(row, 'heading'), body: bodyOf(row) })),
    lead: valueIn(form, 'lead'),
    clauses: rowsOf(form, 'clause').map((row) => valueIn(row, 'clauses[]')),
    bilag: rowsOf(form, 'bilag')
      .filter((row) => !isRefusedWhole(row))
      .map((row) => ({
        docId: cellIn(row, 'docId'),
        openness: cellIn(row, 'openness'),
        title: cellIn(row, 'title'),
        titlePublic: cellIn(row, 'titlePublic'),
        docNo: cellIn(row, 'docNo'),
        mainDocument: cellIn(row, 'mainDocument'),
        availability: cellIn(row, 'availability'),
        closedUntil: cellIn(row, 'closedUntil'),
        opennessIn: cellIn(row, 'opennessIn'),
        file: cellIn(row, 'file'),
      })),
    subItems: rowsOf(form, 'subItem').map((row) => ({
      id: cellIn(row, 'id'),
      title: cellIn(row, 'title'),
      start: cellIn(row, 'start'),
      end: cellIn(row, 'end'),
      text: cellIn(row, 'text'),
      participants: cellIn(row, 'participants'),
    })),
    steps: rowsOf(form, 'step').map((row) => ({ who: cellIn(row, 'who'), role: cellIn(row, 'role') })),
  });
}
