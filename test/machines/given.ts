/** Building blocks of the machines' tests: what an officer, an approver, an organ and a meeting would send. */
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import type { ContentFacts, ItemEvent } from '#machines/agenda-item/events.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { AGENDA } from '#machines/meeting/context.ts';
import type { MeetingEvent } from '#machines/meeting/events.ts';
import type { ClauseOutcome, Due, OutcomeEffect } from '#machines/primitives.ts';
import { type Driver, drive } from './drive.ts';

export type ItemOf<T extends ItemEvent['type']> = Extract<ItemEvent, { type: T }>;
export type Organ = Extract<RouteStep, { kind: 'organ' }>;

export const hash = (n: number): string => n.toString(16).padStart(64, '0');
export const ITEM = 'item-1';
export const MEETING = 'meeting-1';
const BY = { person: 'person-boss', office: 'office-director', onBehalfOf: null };

export const content = (n: number, change: Partial<ContentFacts> = {}): ContentFacts => ({
  hash: hash(n),
  type: 'decision',
  openness: 'open',
  titled: true,
  filledSections: 3,
  clauses: 2,
  ...change,
});
export const approval = (id: string, office = `office-${id}`): RouteStep => ({ id, kind: 'approval', office });
/** A review by two people, unless others are named. */
export const review = (id: string, people = ['person-a', 'person-b'], days = 5): RouteStep => ({
  id,
  kind: 'review',
  reviewers: { people },
  days,
});
export const reviewByOrgan = (id: string, name: string): RouteStep => ({
  id,
  kind: 'review',
  reviewers: { organ: name },
  days: 5,
});
export const hearing = (id: string): RouteStep => ({ id, kind: 'hearing', hearingType: 'elders-council' });
export const organ = (id: string, name: string | null, role: Organ['role'] = 'deciding'): Organ => ({
  id,
  kind: 'organ',
  organ: name,
  role,
});
/** Two managers, the finance committee, the council. */
export const LADDER_AND_ORGANS = [
  approval('chief'),
  approval('director'),
  organ('finance', 'OEK', 'recommending'),
  organ('council', 'KB'),
];

export const newItem = () =>
  drive('agenda-item', { birth: { type: 'create', item: ITEM, itemType: 'decision', owner: 'person-officer' } });
export type ItemDriver = Driver<ItemContext>;

export const submit = (route: RouteStep[] = LADDER_AND_ORGANS, text = content(1)): ItemOf<'submit'> => ({
  type: 'submit',
  content: text,
  route,
});
export const submitted = (route?: RouteStep[]): ItemDriver => {
  const item = newItem();
  item.send(submit(route));
  return item;
};

/** What the approver of the current step has before them. */
const reading = (context: ItemContext) => ({
  step: currentStep(context)?.id ?? 'none',
  round: Math.max(1, context.round),
  version: context.version?.hash ?? hash(0),
  by: BY,
});
export const approve = (item: ItemDriver): ItemOf<'approve'> => ({ type: 'approve', ...reading(item.context()) });
/** An answer of a reviewer on 15 May 2023, the third of `waits`' days. */
export const comment = (
  item: ItemDriver,
  person: string,
  said: Partial<ItemOf<'comment'>> = {},
): ItemOf<'comment'> => ({
  type: 'comment',
  ...reading(item.context()),
  by: { person, office: null, onBehalfOf: null },
  receivedAt: '2023-05-15T09:00:00.000Z',
  comment: null,
  blocking: false,
  ...said,
});
/** What a command adds to whatever begins a review: silence is consent on 19 May 2023. */
export const reviewWaits = {
  waits: {
    'approval-reminder': { dueAt: '2023-05-16T06:00:00.000Z', basis: { rule: 'approval-reminder' } },
    'review-consent': { dueAt: '2023-05-19T22:00:00.000Z', basis: { rule: 'review-consent' } },
  },
};
/** An item before its reviewers. */
export const underReview = (route: RouteStep[] = [review('experts'), organ('council', 'KB')]): ItemDriver => {
  const item = newItem();
  item.send({ ...submit(route), ...reviewWaits });
  return item;
};
export const correct = (item: ItemDriver, text: ContentFacts): ItemOf<'correct'> => ({
  type: 'correct',
  ...reading(item.context()),
  content: text,
});
export const returned = (item: ItemDriver): ItemOf<'return'> => ({
  type: 'return',
  ...reading(item.context()),
  reason: hash(999),
});
export const ask = (item: ItemDriver, n = 700): ItemOf<'ask'> => ({
  type: 'ask',
  ...reading(item.context()),
  question: hash(n),
});
export const reply = (question = 'question-1', n = 800): ItemOf<'reply'> => ({
  type: 'reply',
  question,
  answer: hash(n),
});
export const amend = (item: ItemDriver, weight: 'editorial' | 'substantive', text: ContentFacts): ItemOf<'amend'> => ({
  type: 'amend',
  version: item.context().version?.hash ?? hash(0),
  weight,
  content: text,
});
export const list = (item: ItemDriver, meeting = MEETING): ItemOf<'list'> => {
  const step = currentStep(item.context());
  return { type: 'list', meeting, organ: (step?.kind === 'organ' && step.organ) || 'none', part: AGENDA };
};
export const withdraw: ItemOf<'withdraw'> = { type: 'withdraw', reason: hash(998) };

/** The meeting's reports on the item's present listing, as the meeting would number them. */
export const reports = (item: ItemDriver, version = item.context().version?.hash ?? hash(0)) => {
  const { listing, turn } = item.context();
  const meeting = listing?.meeting ?? MEETING;
  const of = (report: number) => ({ meeting, turn: Math.max(1, turn), report });
  const decided = (effect: OutcomeEffect, n: number) => ({ version, decision: { hash: hash(n), effect } });
  return {
    refused: (): ItemEvent => ({ type: 'listingRefused', meeting, turn: Math.max(1, turn) }),
    frozen: (report = 1): ItemEvent => ({ type: 'frozen', ...of(report), version }),
    thawed: (report = 2): ItemEvent => ({ type: 'thawed', ...of(report) }),
    dispatched: (report = 3): ItemEvent => ({ type: 'dispatched', ...of(report), version }),
    struck: (report = 4): ItemEvent => ({ type: 'struck', ...of(report) }),
    treated: (effect: OutcomeEffect = 'FWD', report = 5): ItemEvent => ({
      type: 'treated',
      ...of(report),
      ...decided(effect, 500),
    }),
    ended: (effect: OutcomeEffect = 'FWD', report = 9): ItemEvent => ({
      type: 'meetingEnded',
      ...of(report),
      ...decided(effect, 500),
    }),
    corrected: (effect: OutcomeEffect = 'FWD', report = 10): ItemEvent => ({
      type: 'decisionCorrected',
      ...of(report),
      ...decided(effect, 501),
    }),
    signed: (): ItemEvent => ({ type: 'meetingSigned', meeting }),
  };
};

/** Up the ladder to the first organ. */
export const approved = (route?: RouteStep[]): ItemDriver => {
  const item = submitted(route);
  while (item.at() === 'travelling.approval') item.send(approve(item));
  return item;
};
/** The organ whose turn it is meets and decides. */
export const treat = (item: ItemDriver, effect: OutcomeEffect, meeting = MEETING): ItemDriver => {
  item.send(list(item, meeting));
  const of = reports(item);
  for (const report of [of.frozen(), of.dispatched(), of.treated(effect), of.ended(effect)]) item.send(report);
  return item;
};

/** An instant of a day in May 2023, `n` minutes after eight in the morning (UTC), with how it was found. */
export const due = (n: number): Due => ({
  dueAt: new Date(Date.UTC(2023, 4, 12, 8, n)).toISOString(),
  basis: { rule: 'test' },
});

export const newMeeting = (signing: 'participants' | 'chair' | 'nobody' = 'participants') =>
  drive('meeting', {
    birth: {
      type: 'plan',
      meeting: MEETING,
      organ: 'OEK',
      date: '2023-12-05',
      startsAt: '15:00',
      signing,
      dispatch: { warns: due(1), due: due(2) },
    },
  });
export type MeetingDriver = ReturnType<typeof newMeeting>;

export const itemListed = (item: string, turn = 1, part = AGENDA): MeetingEvent => ({
  type: 'itemListed',
  item,
  turn,
  part,
});
export const outcome = (effect: OutcomeEffect, clause: number | null = null): ClauseOutcome => ({
  clause,
  code: 'godkendt',
  effect,
});
/** @param basis the decision that its writer saw on the item */
type Decided = (item: string, effect?: OutcomeEffect, n?: number, basis?: string | null) => MeetingEvent;
export const decide: Decided = (item, effect = 'END', n = 600, basis = null) => ({
  type: 'recordDecision',
  item,
  basis,
  decision: hash(n),
  outcomes: [outcome(effect)],
});
export const freeze = (meeting: MeetingDriver, part = AGENDA): MeetingEvent => ({
  type: 'freeze',
  part,
  pins: meeting
    .context()
    .items.filter((listed) => listed.part === part)
    .map(({ item }) => ({ item, version: hash(1) })),
});
export const dispatch = (part = AGENDA): MeetingEvent => ({ type: 'dispatch', part, late: false, lateReason: null });
/** The members who took part: two, of whom one led the meeting. */
export const attended: MeetingEvent = {
  type: 'recordAttendance',
  basis: 0,
  attendance: hash(8),
  present: ['person-a', 'person-b'],
  chair: 'person-a',
};
export const thaw = (part = AGENDA): MeetingEvent => ({ type: 'thaw', part });
export const strike = (item: string): MeetingEvent => ({ type: 'strike', item, reason: hash(997) });

/** Time says that a deadline of the machine is due. */
export const ofDeadline = (deadline: string) => ({ deadline, late: false });
const PROTOCOL = hash(700);
export const requestSignatures: MeetingEvent = { type: 'requestSignatures', protocol: PROTOCOL };
export const sign = (person: string, reservation: string | null = null): MeetingEvent => ({
  type: 'sign',
  person,
  protocol: PROTOCOL,
  signature: hash(701),
  reservation,
});
export const refuse = (person: string): MeetingEvent => ({
  type: 'refuse',
  person,
  protocol: PROTOCOL,
  reason: hash(702),
});
export const takeUp = (item: string, turn = 1): MeetingEvent => ({
  type: 'takeUp',
  item,
  version: hash(1),
  turn,
  reason: hash(996),
});
/** A meeting that has ended and whose protocol waits for two signatures. */
export const signing = (rule: 'participants' | 'chair' = 'participants'): MeetingDriver => {
  const meeting = newMeeting(rule);
  meeting.send(itemListed('item-a'));
  meeting.send(freeze(meeting));
  meeting.send(dispatch());
  meeting.send({ type: 'begin' });
  meeting.send(attended);
  meeting.send(decide('item-a'));
  meeting.send({ type: 'end' });
  meeting.send(requestSignatures);
  return meeting;
};

/** A meeting with the items given, taken as far as asked. */
export const meetingAt = (
  state: 'planned' | 'collecting' | 'frozen' | 'dispatched' | 'inSession',
  items = ['item-a', 'item-b'],
): MeetingDriver => {
  const meeting = newMeeting();
  const steps: [typeof state, () => void][] = [
    ['collecting', () => items.forEach((item) => void meeting.send(itemListed(item)))],
    ['frozen', () => void meeting.send(freeze(meeting))],
    ['dispatched', () => void meeting.send(dispatch())],
    ['inSession', () => [{ type: 'begin' as const }, attended].forEach((event) => void meeting.send(event))],
  ];
  for (const [reached, act] of steps) {
    if (meeting.at() === state) break;
    act();
    if (reached === state) break;
  }
  return meeting;
};
