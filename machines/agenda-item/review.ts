/**
 * The state of a review (gennemgang): who is asked, what their answers do, and that silence is consent once the day has come. As long
 * as nobody objects the item goes on along its route.
 */
import type { EffectRequest } from '../effects.ts';
import { dueOfWait } from '../primitives.ts';
import { applyNewVersion, countRequest, passStep } from './changes.ts';
import { currentReview, currentStep, type ItemContext } from './context.ts';
import { mail, mailAmendment } from './effects.ts';
import type { ItemEvent } from './events.ts';
import { apply, effects, itemSetup, needs } from './setup.ts';
import {
  amendEditorially,
  amendSubstantively,
  changeWhatFollows,
  changeWhatIsNext,
  READ_BY_APPROVER,
  regret,
} from './transitions.ts';

type Comment = Extract<ItemEvent, { type: 'comment' }>;

/** Who answered in this round stays answered, also where the text was changed editorially since. */
const openReview = (context: ItemContext, event: ItemEvent): Partial<ItemContext> => {
  const { round, reviews = [] } = context;
  const step = currentStep(context)?.id ?? '';
  const due = dueOfWait(event, 'review-consent');
  const others = reviews.filter((review) => review.round === round && review.step !== step);
  const answered = currentReview(context)?.answered ?? [];
  return { reviews: [...others, { step, round, until: 'dueAt' in due ? due.dueAt : '', answered }] };
};

const applyAnswer = ({ reviews = [] }: ItemContext, { step, round, by }: Comment): Partial<ItemContext> => ({
  reviews: reviews.map((review) =>
    review.step === step && review.round === round ? { ...review, answered: [...review.answered, by.person] } : review,
  ),
});

/** To each who has not answered; whom of an organ, is found when the mail is sent. */
const mailReviewers = (template: 'review-request' | 'review-reminder', context: ItemContext): EffectRequest[] => {
  const step = currentStep(context);
  if (step?.kind !== 'review' || context.version === null) return [];
  const { item, round, version, requests: request } = context;
  const about = { item, step: step.id, round, version: version.hash, request };
  const { reviewers } = step;
  if ('organ' in reviewers) return [mail({ template, to: { organ: reviewers.organ }, about })];
  const answered = currentReview(context)?.answered ?? [];
  return reviewers.people
    .filter((person) => !answered.includes(person))
    .map((person) => mail({ template, to: { person }, about }));
};
const deadlineIds = ({ item, requests }: ItemContext) => ({
  reminder: `${item}-review-reminder-${requests}`,
  consent: `${item}-review-consent-${requests}`,
});

/** Where silence is consent after one hverdag there is no time for a reminder. */
const requestReview = (context: ItemContext, event: ItemEvent): EffectRequest[] => {
  const step = currentStep(context);
  if (step?.kind !== 'review') return [];
  const { requests: request } = context;
  const ids = deadlineIds(context);
  const consent = dueOfWait(event, 'review-consent');
  const reminder: EffectRequest = {
    kind: 'deadline',
    params: {
      id: ids.reminder,
      due: dueOfWait(event, 'review-reminder'),
      event: { type: 'reviewReminderDue', request },
    },
  };
  return [
    ...mailReviewers('review-request', context),
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
const remindReviewers = (context: ItemContext) => mailReviewers('review-reminder', context);

/** Before the step is left: nothing where the item stands at another. */
export const dropReviewDeadlines = (context: ItemContext): EffectRequest[] =>
  currentStep(context)?.kind === 'review'
    ? [{ kind: 'drop-deadlines', params: { ids: Object.values(deadlineIds(context)) } }]
    : [];

const mailObjection = ({ item, owner }: ItemContext, { step, round, version, comment }: Comment): EffectRequest[] => [
  mail({
    template: 'review-objection',
    to: { person: owner },
    about: { item, step, round, version, ...(comment !== null && { reason: comment }) },
  }),
];

/** Every request is counted before it is made. */
const askReviewers = [apply(countRequest), apply(openReview), effects(requestReview)];
const drop = effects(dropReviewDeadlines);
const MAY_ANSWER = [...READ_BY_APPROVER, 'review-open', 'not-answered-before', 'objection-explained'] as const;

export const review = itemSetup.createStateConfig({
  tags: ['awaits-review', 'prints-as-draft'],
  meta: { phase: 'review', waitsFor: 'reviewers', badge: 'plain' },
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
    reviewReminderDue: { guard: needs('current-request'), actions: effects(remindReviewers) },
    consentDue: {
      guard: needs('current-request', 'current-step'),
      target: 'routing',
      actions: [drop, apply(passStep)],
    },
    changeRoute: [changeWhatFollows, { ...changeWhatIsNext, actions: [drop, changeWhatIsNext.actions] }],
    recall: { guard: needs('nobody-acted'), target: '#agendaItem.draft', actions: drop },
    regret: { ...regret, actions: [drop, regret.actions] },
    // The version that was to be read is no longer the one that stands: whoever has not answered is asked anew, with all the days.
    amend: [
      {
        ...amendEditorially,
        actions: [drop, apply(applyNewVersion), ...askReviewers, effects(mailAmendment)],
      },
      { ...amendSubstantively, actions: [drop, amendSubstantively.actions] },
    ],
  },
});
