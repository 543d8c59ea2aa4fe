/** What a party, or anybody where the hearing is open to all, is shown of it. */

import { hasTag } from '#machines/states.ts';
import { momentOf, weekdayOf } from '#src/calendar/danish-dates.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { dayOfInstant } from '#src/calendar/zoned.ts';
import type { FileRef } from '#src/documents/file-ref.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { itemDocument } from '#src/documents/item-document.ts';
import { notFound } from '#src/errors.ts';
import type { HearingHistory } from '#src/queries/hearing.ts';
import { sentenceOf } from '#src/words/words.ts';
import { newRequestId } from '../../form.ts';
import { fileFacts, itemTextView } from '../item/item-text.ts';
import type { Answered } from './answer-form.ts';
import type { AnswerFields } from './read-answer.ts';

/** Whether answers are still taken, in time or late. */
export const takesAnswers = ({ state }: HearingHistory): boolean => hasTag('hearing', state.value, 'takes-answers');
export const isClosedItem = ({ content, item }: HearingHistory): boolean =>
  content?.openness === 'closed' || item.context.openness === 'closed';

export interface MaterialReader {
  /** Whether the reader may see the text: open content, or a closed one after the code. */
  shows: boolean;
  /** The address under which this reader opens the bilag, before "/<seq>". */
  files: string;
  /** The service's time. */
  now: Date;
}

/** A closed item was sent to its parties as a whole; a closed bilag of an open one stays with those who could open it before. */
export const hidesClosed = (history: HearingHistory): boolean => !isClosedItem(history);

export function hearingFacts(history: HearingHistory, { shows, files, now }: MaterialReader) {
  const { context, content, state } = history;
  const { window } = context;
  const type = hearingType(context.hearingType);
  return {
    title: shows ? (content?.title ?? 'Høring') : 'Høring af en lukket sag',
    heading: shows ? (content?.title ?? '') : 'Høring af en lukket sag',
    typeName: type?.name ?? 'Høring',
    caseNumber: content?.caseNumber ?? null,
    closes: window === null ? null : momentInWords(window.closesAt),
    formerly: context.formerClosings.map(momentInWords),
    isLate: window !== null && now.getTime() >= Date.parse(window.closesAt),
    takesAnswers: takesAnswers(history),
    ended: {
      concluded: hasTag('hearing', state.value, 'has-conclusion'),
      cancelled: hasTag('hearing', state.value, 'called-off'),
    },
    isPlanned: hasTag('hearing', state.value, 'being-planned'),
    // What is said about a closed item is as closed as the item.
    answersPublic: context.answersPublic && !isClosedItem(history),
    foundBy: howFound(history),
    text:
      shows && content
        ? itemTextView(itemDocument(content), { hideClosed: hidesClosed(history), files, hasViewer: true })
        : null,
  };
}

/** The file of a bilag that the hearing is about. @throws Refusal `not-found`, also for one that its readers may not open */
export function bilagFile(history: HearingHistory, seq: number | undefined): FileRef {
  const row = history.content?.bilag.find((each) => each.seq === seq);
  if (row?.file === undefined || (row.openness === 'closed' && hidesClosed(history))) throw notFound('bilag');
  return row.file;
}

/** How the deadline was found: the law's minimum, and what day would have been the earliest. */
function howFound({ context }: HearingHistory): string | null {
  const type = hearingType(context.hearingType);
  if (!type || type.minimumWeeks === null || context.window === null) return null;
  return `Loven kræver mindst ${type.minimumWeeks} uger (${type.source}); høringen begyndte ${weekdayOf(dayOfInstant(context.window.opensAt))}.`;
}

/**
 * The form's fields as they stand: empty, filled in before, or handed back.
 * @param sealed a received file as the form carries it
 */
export const formView = (given: Partial<AnswerFields>, opened: string, sealed: (file: FileRef) => string) => ({
  name: given.name ?? '',
  role: given.role ?? '',
  organisation: given.organisation ?? '',
  email: given.email ?? '',
  text: given.text ?? '',
  noRemarks: given.noRemarks ?? false,
  opened: given.opened || opened,
  formId: given.formId || newRequestId(),
  files: (given.files ?? []).map((file) => ({ name: file.name, facts: fileFacts(file), sealed: sealed(file) })),
});

/** An answer as it will be sent, to be looked through. */
export const previewView = (fields: AnswerFields, sealed: (file: FileRef) => string) => ({
  form: formView(fields, '', sealed),
  lines: fields.text.split('\n'),
});

export const problemView = (answered: Answered | null) =>
  answered?.kind === 'refused' ? { ...sentenceOf(answered.code, answered.details), file: answered.file } : null;

/** What a program gets of a hearing that it may answer. */
export function heardBy({ state, context }: HearingHistory, content: ItemContent | null) {
  const { hearingType, window, formerClosings, answersPublic } = context;
  return { state: state.value, hearingType, window, formerClosings, answersPublic, content };
}

/** The receipt of an answer: its number, when it was received, and what it says. */
export function receiptView({ answers }: HearingHistory, hash: string) {
  const answer = answers.findLast((each) => each.hash === hash);
  const document = answer?.document;
  if (answer === undefined || !document) return null;
  return {
    n: answer.n,
    late: answer.late,
    receivedAt: momentOf(document.receivedAt),
    fingerprint: answer.hash.slice(0, 16),
    name: document.name,
    role: document.role ?? null,
    organisation: document.organisation,
    email: document.email,
    noRemarks: document.noRemarks,
    lines: document.text.split('\n'),
    files: document.files.map(({ name }) => name),
  };
}
