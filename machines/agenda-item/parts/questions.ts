/** An approver asks the item's officer a question, and the officer answers it. The item stays where it is, and so do its deadlines. */
import { z } from 'zod';
import { Hash, Id } from '../../primitives.ts';
import { wordsIn } from '../../words.ts';
import type { CoreContext } from '../core/context.ts';
import { mail } from '../core/effects.ts';
import { type CoreEvent, reading } from '../core/events.ts';
import type { CoreRule } from '../core/rules.ts';
import { READ_BY_APPROVER } from '../core/transitions.ts';
import { itemPart } from '../part.ts';

/** So many questions of an item may wait for their answers at a time. */
export const MAX_OPEN_QUESTIONS = 10;

/** Only what waits for an answer is remembered: answered questions are read from the records. */
interface Remembered {
  /** Absent until an approver has asked the officer something. */
  questions?: {
    /** Counts all questions, so that each has an id of its own. */
    asked: number;
    /** `asker` is a person, `question` the hash of the words. */
    open: { id: string; asker: string; question: string }[];
  };
}
type Context = CoreContext & Remembered;

/** The approver asks the officer before deciding. */
const Ask = z.strictObject({ type: z.literal('ask'), ...reading, question: Hash });
type Ask = z.infer<typeof Ask>;
/** `question` is the question's id. */
const Reply = z.strictObject({ type: z.literal('reply'), question: Id, answer: Hash });
type Reply = z.infer<typeof Reply>;
type Event = CoreEvent | Ask | Reply;

const rules = {
  'questions-not-too-many': (context: Context) => (context.questions?.open.length ?? 0) < MAX_OPEN_QUESTIONS,
  /** A question is answered once. */
  'question-open': (context: Context, event: Event) =>
    event.type === 'reply' && (context.questions?.open.some(({ id }) => id === event.question) ?? false),
};

const { needs, apply, effects } = wordsIn<Context, Event, CoreRule | keyof typeof rules>();

function applyQuestion({ questions }: Context, { by, question }: Ask): Partial<Context> {
  const asked = (questions?.asked ?? 0) + 1;
  const open = [...(questions?.open ?? []), { id: `question-${asked}`, asker: by.person, question }];
  return { questions: { asked, open } };
}

const applyReply = ({ questions }: Context, { question }: Reply): Partial<Context> => ({
  questions: { asked: questions?.asked ?? 0, open: questions?.open.filter(({ id }) => id !== question) ?? [] },
});

/** After the question has been counted. */
function mailOfficer({ item, owner, questions }: Context, { step, round, version, question }: Ask) {
  const about = { item, step, round, version, question: { id: `question-${questions?.asked}`, text: question } };
  return [mail<string>({ template: 'question-asked', to: { person: owner }, about })];
}

/** Before the question is forgotten. */
function mailAsker({ item, version, questions }: Context, { question: id, answer }: Reply) {
  const answered = questions?.open.find((question) => question.id === id);
  if (answered === undefined || version === null) return [];
  const about = { item, version: version.hash, question: { id, text: answered.question, answer } };
  return [mail<string>({ template: 'question-answered', to: { person: answered.asker }, about })];
}

export const questions = itemPart({
  context: {} as Remembered,
  publicEvents: [Ask, Reply],
  mails: ['question-asked', 'question-answered'],
  /** A question to the officer and, once there is one, the answer. */
  about: { question: z.strictObject({ id: Id, text: Hash, answer: Hash.optional() }).optional() },
  rules,
  on: {
    /** By whoever may approve the current step, on what they have before them. */
    approval: {
      ask: {
        guard: needs(...READ_BY_APPROVER, 'questions-not-too-many'),
        actions: [apply(applyQuestion), effects(mailOfficer)],
      },
    },
    travelling: {
      reply: { guard: needs('question-open'), actions: [effects(mailAsker), apply(applyReply)] },
    },
  },
});
