/** An approver asks the item's officer a question, and the officer answers it. The item stays where it is, and so do its deadlines. */
import type { EffectRequest } from '../effects.ts';
import type { ItemContext } from './context.ts';
import type { ItemEvent } from './events.ts';
import { apply, effects, needs } from './setup.ts';

type Of<T extends ItemEvent['type']> = Extract<ItemEvent, { type: T }>;

function applyQuestion({ questions }: ItemContext, { by, question }: Of<'ask'>): Partial<ItemContext> {
  const asked = (questions?.asked ?? 0) + 1;
  return {
    questions: {
      asked,
      open: [...(questions?.open ?? []), { id: `question-${asked}`, asker: by.person, question }],
    },
  };
}

/** After the question has been counted. */
function mailOfficer(context: ItemContext, { step, round, version, question }: Of<'ask'>): EffectRequest[] {
  const { item, owner, questions } = context;
  const about = { item, step, round, version, question: { id: `question-${questions?.asked}`, text: question } };
  return [{ kind: 'mail', params: { template: 'question-asked', to: { person: owner }, about } }];
}

/** Before the question is forgotten. */
function mailAsker({ item, version, questions }: ItemContext, { question: id, answer }: Of<'reply'>): EffectRequest[] {
  const answered = questions?.open.find((question) => question.id === id);
  if (answered === undefined || version === null) return [];
  const about = { item, version: version.hash, question: { id, text: answered.question, answer } };
  return [{ kind: 'mail', params: { template: 'question-answered', to: { person: answered.asker }, about } }];
}

const applyReply = ({ questions }: ItemContext, { question }: Of<'reply'>): Partial<ItemContext> => ({
  questions: { asked: questions?.asked ?? 0, open: questions?.open.filter(({ id }) => id !== question) ?? [] },
});

/** By whoever may approve the current step, on what they have before them. */
export const ask = {
  guard: needs('current-step', 'current-round', 'current-version', 'questions-not-too-many'),
  actions: [apply(applyQuestion), effects(mailOfficer)],
};
export const reply = {
  guard: needs('question-open'),
  actions: [effects(mailAsker), apply(applyReply)],
};
