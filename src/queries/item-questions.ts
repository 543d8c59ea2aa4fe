/** What approvers have asked the officer of an item, and what was answered: read from the records, for all later readers. Pure. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { reasonIn } from '#src/documents/decision.ts';
import type { Directory } from '#src/people/directory.ts';
import { officeName, personName } from '#src/people/names.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import type { ItemHistory } from './item.ts';

interface Statement {
  /** ISO instant. */
  at: string;
  /** The person's name. */
  by: string | null;
  /** Null when it has been erased. */
  text: string | null;
}
export interface ItemQuestion extends Statement {
  /** By which the answer names it. */
  id: string;
  /** In which office it was asked, and for whom when a deputy or delegate asked. */
  office: string | null;
  onBehalfOf: string | null;
  /** Null until the officer has answered. */
  answer: Statement | null;
}

/** The questions in the order in which they were asked. */
export function questionsOf(
  { records, documents }: Pick<ItemHistory, 'records' | 'documents'>,
  directory: Directory,
): ItemQuestion[] {
  const said = ({ at, actor }: TransitionRecord, hash: string): Statement => ({
    at,
    by: actor.kind === 'person' ? personName(directory, actor.person) : null,
    text: reasonIn(documents.get(hash)),
  });
  const questions = new Map<string, ItemQuestion>();
  for (const record of records) {
    const { event, state } = record;
    if (event.type === 'ask') {
      const id = (state.context as ItemContext).questions?.open.at(-1)?.id ?? '';
      const { office, onBehalfOf } = event.by;
      questions.set(id, {
        id,
        ...said(record, event.question),
        office: office === null ? null : officeName(directory, office),
        onBehalfOf: onBehalfOf === null ? null : personName(directory, onBehalfOf),
        answer: null,
      });
    }
    const asked = event.type === 'reply' ? questions.get(event.question) : undefined;
    if (event.type === 'reply' && asked) asked.answer = said(record, event.answer);
  }
  return [...questions.values()];
}
