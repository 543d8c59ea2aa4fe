/** What approvers have asked the officer of an item, and what was answered: read from the records, for all later readers. Pure. */
import { z } from 'zod';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { Id } from '#machines/primitives.ts';
import { reasonIn } from '#src/documents/decision.ts';
import type { Directory } from '#src/people/directory.ts';
import { officeName, personName } from '#src/people/names.ts';
import { isInside } from '#src/policies/item-policies.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import type { ItemHistory } from '../item.ts';
import { itemSection } from './item-section.ts';

/** Words of a person; null once they have been erased. */
const Statement = z.strictObject({ at: z.iso.datetime(), by: z.string().nullable(), text: z.string().nullable() });
type Statement = z.infer<typeof Statement>;

const Question = Statement.extend({
  /** By which the answer names it. */
  id: Id,
  /** In which office it was asked, and for whom when a deputy or delegate asked. */
  office: z.string().nullable(),
  onBehalfOf: z.string().nullable(),
  /** Null until the officer has answered. */
  answer: Statement.nullable(),
});
type Question = z.infer<typeof Question>;

export const questions = itemSection({
  name: 'questions',
  order: 10,
  anchor: 'spoergsmaal',
  schema: z
    .array(Question)
    .describe('What approvers have asked the officer; `reply` names a question by its id. Only for those inside.'),
  isSeenBy: isInside,
  read: questionsOf,
  awaits: ({ id, answer }) => (answer === null ? { action: 'reply', fields: { question: id } } : null),
});

/** The questions in the order in which they were asked. */
function questionsOf({ records, documents }: ItemHistory, directory: Directory): Question[] {
  const said = ({ at, actor }: TransitionRecord, hash: string): Statement => ({
    at,
    by: actor.kind === 'person' ? personName(directory, actor.person) : null,
    text: reasonIn(documents.get(hash)),
  });
  const found = new Map<string, Question>();
  for (const record of records) {
    const { event, state } = record;
    if (event.type === 'ask') {
      const id = (state.context as ItemContext).questions?.open.at(-1)?.id ?? '';
      const { office, onBehalfOf } = event.by;
      found.set(id, {
        id,
        ...said(record, event.question),
        office: office === null ? null : officeName(directory, office),
        onBehalfOf: onBehalfOf === null ? null : personName(directory, onBehalfOf),
        answer: null,
      });
    }
    const asked = event.type === 'reply' ? found.get(event.question) : undefined;
    if (event.type === 'reply' && asked) asked.answer = said(record, event.answer);
  }
  return [...found.values()];
}
