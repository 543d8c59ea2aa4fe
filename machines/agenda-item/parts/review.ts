/**
 * A review (gennemgang): people by name, or an organ's members, read the item and comment on it. Silence is consent once the day has
 * come; as long as nobody objects the item goes on along its route.
 */
import { z } from 'zod';
import { dueOfWait, Hash, Id, Instant, withWaits } from '../../primitives.ts';
import type { UncheckedEffect } from '../../unchecked-effect.ts';
import { wordsIn } from '../../words.ts';
import { countRequest, passStep } from '../core/changes.ts';
import { type CoreContext, currentStep } from '../core/context.ts';
import { mail, mailReturned } from '../core/effects.ts';
import { type CoreEvent, reading } from '../core/events.ts';
import type { CoreRule } from '../core/rules.ts';
import {
  amendEditorially,
  amendSubstantively,
  changeWhatFollows,
  changeWhatIsNext,
  READ_BY_APPROVER,
  regret,
  withdraw,
} from '../core/transitions.ts';
import { itemPart, partDeadline, partStep } from '../part.ts';

/** People by name, or the members that an organ has on the day; `days`: so many hverdage after they were asked, silence is consent. */
const fields = {
  reviewers: z.union([z.strictObject({ people: z.array(Id).min(1).max(20) }), z.strictObject({ organ: Id })]),
  days: z.number().int().min(1).max(30),
};
type ReviewStep = z.infer<z.ZodObject<typeof fields>> & { id: string; kind: 'review' };

/** A review that was asked for in the present round. */
interface Review {
  step: string;
  round: number;
  /** From this instant on silence is consent; empty while it is being found. */
  until: string;
  /** Those who have answered. */
  answered: string[];
}
interface Remembered {
  /** The reviews of the present round; absent where none has been asked for. */
  reviews?: Review[];
}
type Context = CoreContext & Remembered;

/** A reviewer's answer; null: no remarks. Whether it is in time is judged by `receivedAt`, the server's time of receipt. */
const Comment = z.strictObject({
  type: z.literal('comment'),
  ...withWaits,
  ...reading,
  receivedAt: Instant,
  comment: Hash.nullable(),
  blocking: z.boolean(),
});
type Comment = z.infer<typeof Comment>;
const consentDue = partDeadline('consentDue', { request: z.number().int().min(1), step: Id });
type Event = CoreEvent | Comment | z.infer<typeof consentDue.event>;

/** The review that the item waits for. */
export const currentReview = ({ reviews = [], ...context }: Context): Review | undefined =>
  reviews.find(({ step, round }) => round === context.round && step === currentStep(context)?.id);
const currentReviewStep = (context: Context): ReviewStep | undefined => {
  const step = currentStep(context);
  return step?.kind === 'review' ? (step as ReviewStep) : undefined;
};

const rules = {
  'review-open': (context: Context, event: Event) =>
    event.type === 'comment' && event.receivedAt < (currentReview(context)?.until ?? ''),
  'not-answered-before': (context: Context, event: Event) =>
    event.type === 'comment' && currentReview(context)?.answered.includes(event.by.person) === false,
  'objection-explained': (_: Context, event: Event) =>
    event.type === 'comment' && (!event.blocking || event.comment !== null),
  objects: (_: Context, event: Event) => event.type === 'comment' && event.blocking,
  /** Of an organ nobody is the last: its members may be others tomorrow. */
  'last-to-answer': (context: Context, event: Event) => {
    const step = currentReviewStep(context);
    if (event.type !== 'comment' || step === undefined || !('people' in step.reviewers)) return false;
    const answered = [...(currentReview(context)?.answered ?? []), event.by.person];
    return step.reviewers.people.every((person) => answered.includes(person));
  },
};

const { needs, apply, effects } = wordsIn<Context, Event, CoreRule | keyof typeof rules>();

/** Who answered in this round stays answered, also where the text was changed editorially since. */
const openReview = (context: Context, event: Event): Partial<Context> => {
  const { round, reviews = [] } = context;
  const step = currentStep(context)?.id ?? '';
  const due = dueOfWait(event, 'review-consent');
  const others = reviews.filter((review) => review.round === round && review.step !== step);
  const answered = currentReview(context)?.answered ?? [];
  return { reviews: [...others, { step, round, until: 'dueAt' in due ? due.dueAt : '', answered }] };
};

const applyAnswer = ({ reviews = [] }: Context, { step, round, by }: Comment): Partial<Context> => ({
  reviews: reviews.map((review) =>
    review.step === step && review.round === round ? { ...review, answered: [...review.answered, by.person] } : review,
  ),
});

/** To each who has not answered; whom of an organ, is found when the mail is sent. */
const mailReviewers = (context: Context, reminds: { reminder?: true } = {}): UncheckedEffect[] => {
  const step = currentReviewStep(context);
  if (step === undefined || context.version === null) return [];
  const { item, round, version, requests: request } = context;
  const about = { item, step: step.id, round, version: version.hash, request, ...reminds };
  const ask = (to: Record<string, string>) => mail<string>({ template: 'review-request', to, about });
  const { reviewers } = step;
  if ('organ' in reviewers) return [ask({ organ: reviewers.organ })];
  const answered = currentReview(context)?.answered ?? [];
  return reviewers.people.filter((person) => !answered.includes(person)).map((person) => ask({ person }));
};
const deadlineIds = ({ item, requests }: Context) => ({
  reminder: `${item}-reminder-${requests}`,
  consent: `${item}-review-consent-${requests}`,
});

/** Where silence is consent after one hverdag there is no time for a reminder. */
const requestReview = (context: Context, event: Event): UncheckedEffect[] => {
  const step = currentReviewStep(context);
  if (step === undefined) return [];
  const { requests: request } = context;
  const ids = deadlineIds(context);
  const consent = dueOfWait(event, 'review-consent');
  const reminder: UncheckedEffect = {
    kind: 'deadline',
    params: { id: ids.reminder, due: dueOfWait(event, 'approval-reminder'), event: { type: 'reminderDue', request } },
  };
  return [
    ...mailReviewers(context),
    ...(step.days > 1 ? [reminder] : []),
    {
      kind: 'deadline',
      params: {
        id: ids.consent,
        due: 'rule' in consent ? { ...consent, days: step.days } : consent,
        event: { type: 'consentDue', request, step: step.id },
      },
    },
  ];
};

const dropDeadlines = (context: Context): UncheckedEffect[] => [
  { kind: 'drop-deadlines', params: { ids: Object.values(deadlineIds(context)) } },
];

/** An objection sends the item back as a return does, with the reviewer's words. */
const mailObjection = (context: Context, { comment, ...objection }: Comment) =>
  comment === null ? [] : mailReturned(context, { ...objection, type: 'return', reason: comment });

/** Every request is counted before it is made. */
const askReviewers = [apply(countRequest), apply(openReview), effects(requestReview)];
const drop = effects(dropDeadlines);
const MAY_ANSWER = [...READ_BY_APPROVER, 'review-open', 'not-answered-before', 'objection-explained'] as const;

export const review = itemPart({
  context: {} as Remembered,
  publicEvents: [Comment],
  deadlines: [consentDue],
  waits: ['review-consent'],
  mails: ['review-request'],
  about: { reminder: z.literal(true).optional() },
  rules,
  tags: ['awaits-review'],
  hasActedAt: ({ reviews = [], round }: Context, step) =>
    reviews.some((each) => each.step === step && each.round === round && each.answered.length > 0),
  step: partStep('review', fields, {
    tags: ['awaits-review', 'prints-as-draft'],
    meta: { phase: 'review', waitsFor: 'people', badge: 'plain' },
    entry: askReviewers,
    on: {
      comment: [
        {
          guard: needs(...MAY_ANSWER, 'objects'),
          target: '#agendaItem.draft',
          actions: [drop, apply(applyAnswer), effects(mailObjection)],
        },
        {
          guard: needs(...MAY_ANSWER, 'last-to-answer'),
          target: 'routing',
          actions: [drop, apply(applyAnswer), apply(passStep)],
        },
        { guard: needs(...MAY_ANSWER), actions: apply(applyAnswer) },
      ],
      reminderDue: {
        guard: needs('current-request'),
        actions: effects((context) => mailReviewers(context, { reminder: true })),
      },
      consentDue: {
        guard: needs('current-request', 'current-step'),
        target: 'routing',
        actions: [drop, apply(passStep)],
      },
      changeRoute: [changeWhatFollows, { ...changeWhatIsNext, actions: [drop, changeWhatIsNext.actions] }],
      recall: { guard: needs('nobody-acted'), target: '#agendaItem.draft', actions: drop },
      regret: { ...regret, actions: [drop, regret.actions] },
      withdraw: { ...withdraw, actions: [drop, ...withdraw.actions] },
      // The version that was to be read is no longer the one that stands: whoever has not answered is asked anew, with all the days.
      amend: [
        {
          ...amendEditorially,
          actions: [drop, ...amendEditorially.actions, ...askReviewers],
        },
        { ...amendSubstantively, actions: [drop, amendSubstantively.actions] },
      ],
    },
  }),
});
