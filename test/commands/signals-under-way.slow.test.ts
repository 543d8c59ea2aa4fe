/**
 * A meeting has just acted and its items have not been arrived: the relay is held back. Every command on an item answers as it does once
 * the signal has arrived, so none is accepted whose effect cannot happen.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemActions } from '#src/commands/item/registry.ts';
import { beginMeeting } from '#src/commands/meeting/begin.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { endMeeting } from '#src/commands/meeting/end.ts';
import { freezeAgenda } from '#src/commands/meeting/freeze.ts';
import { recordAttendance } from '#src/commands/meeting/record-attendance.ts';
import { recordDecision } from '#src/commands/meeting/record-decision.ts';
import { requestSignatures } from '#src/commands/meeting/request-signatures.ts';
import { takeUpItem } from '#src/commands/meeting/take-up.ts';
import { isRefusal } from '#src/errors.ts';
import { attended, ORGANS_ONLY, REASON, type Situations, situationsIn } from './situations.ts';
import { openTown, PEOPLE, type Town, textOf, type Who } from './town.ts';

let town: Town;
let at: Situations;
beforeAll(async () => {
  town = await openTown();
  at = situationsIn(town);
});
afterAll(() => town.close());

type ActionType = keyof typeof itemActions;
const ACTIONS = Object.keys(itemActions) as ActionType[];
/** So many items whose commands are tried before they were told, and some to try them on afterwards. */
const COUNT = ACTIONS.length + 6;

/** What somebody who sees the item as it was before the meeting acted would send, and who that is. */
async function press(action: ActionType, item: string, otherMeeting: string): Promise<[Who, object]> {
  const { version, route, position, round } = await town.context(item);
  const step = route[position]?.id ?? 'none';
  const read = { item, step, round, version: version?.hash };
  const later = route.slice(position).map(({ id, ...rest }) => ({ id, step: rest }));
  const inputs: Record<ActionType, [Who, object]> = {
    submit: ['officer', { item, rev: 2 }],
    approve: ['chief', read],
    correct: ['chief', { ...read, content: textOf('Rettet') }],
    return: ['chief', { ...read, reason: REASON }],
    ask: ['chief', { ...read, question: REASON }],
    reply: ['officer', { item, question: 'question-1', answer: REASON }],
    comment: ['member', { ...read, comment: REASON }],
    recall: ['officer', { item }],
    regret: ['chief', { item, step }],
    amend: ['officer', { item, version: version?.hash, content: await town.respelt(item), weight: 'editorial' }],
    skip: ['secretary', { item, step, reason: REASON }],
    assignOrgan: ['secretary', { item, step, organ: 'organ-hu' }],
    list: ['secretary', { item, meeting: otherMeeting }],
    unlist: ['secretary', { item }],
    extendRoute: ['officer', { item, stops: [{ organ: 'organ-hu', role: 'orienting' }], recommendation: null }],
    changeRoute: [
      'officer',
      { item, steps: [...later, { id: null, step: { kind: 'organ', organ: 'organ-hu', role: 'orienting' } }] },
    ],
    withdraw: ['officer', { item, reason: REASON }],
    reopen: ['officer', { item }],
    handOver: ['secretary', { item, to: PEOPLE.otherOfficer }],
    setCoAuthor: ['secretary', { item, person: PEOPLE.otherOfficer, writes: true }],
  };
  return inputs[action];
}

/** The state that the command led to, or the rule that refused it. */
async function answerTo(action: ActionType, item: string, otherMeeting: string): Promise<string> {
  const [who, input] = await press(action, item, otherMeeting);
  return at.run(itemActions[action].run, who, input).then(
    ({ to }) => to,
    (error: unknown) => {
      if (!isRefusal(error)) throw error;
      return error.code;
    },
  );
}

const bySecretary = (command: Parameters<Situations['run']>[0], input: object) => at.run(command, 'secretary', input);
const freeze = (meeting: string) => bySecretary(freezeAgenda.run, { meeting, part: 'agenda' });
const dispatch = (meeting: string) => bySecretary(dispatchAgenda.run, { meeting, part: 'agenda', lateReason: REASON });
const begin = (meeting: string) => bySecretary(beginMeeting.run, { meeting });
const decide = async (meeting: string, items: string[], effect: string) => {
  for (const item of items) {
    const outcomes = [{ clause: 1, code: 'ANBEFALET', effect }];
    await bySecretary(recordDecision.run, { ...at.decision({ meeting, item }), outcomes });
  }
};
const end = async (meeting: string) => {
  await bySecretary(recordAttendance.run, attended(meeting));
  await bySecretary(endMeeting.run, { meeting });
};

/** What the meeting has done by now; the first half has been told to its items, the second has not. */
const PHASES: Record<
  string,
  { arrived(meeting: string, items: string[]): unknown; underWay(meeting: string, items: string[]): unknown }
> = {
  'has frozen its agenda': { arrived: () => undefined, underWay: freeze },
  'has frozen and dispatched its agenda, and begun': {
    arrived: () => undefined,
    underWay: async (meeting) => {
      await freeze(meeting);
      await dispatch(meeting);
      await begin(meeting);
    },
  },
  'has decided its items': {
    arrived: async (meeting) => {
      await freeze(meeting);
      await dispatch(meeting);
      await begin(meeting);
    },
    underWay: (meeting, items) => decide(meeting, items, 'FWD'),
  },
  'has ended and sent its items on': {
    arrived: async (meeting) => {
      await freeze(meeting);
      await dispatch(meeting);
      await begin(meeting);
    },
    underWay: async (meeting, items) => {
      await decide(meeting, items, 'FWD');
      await end(meeting);
    },
  },
  'has ended, sent its items back and asked for signatures': {
    arrived: async (meeting, items) => {
      await freeze(meeting);
      await dispatch(meeting);
      await begin(meeting);
      await decide(meeting, items, 'BACK');
    },
    underWay: async (meeting) => {
      await end(meeting);
      await bySecretary(requestSignatures.run, { meeting });
    },
  },
};

async function expectSameAnswers(items: string[]): Promise<void> {
  const otherMeeting = await at.meeting();
  const before: Record<string, string> = {};
  for (const [n, action] of ACTIONS.entries()) before[action] = await answerTo(action, items[n] ?? '', otherMeeting);
  await at.settle();
  const afterwards: Record<string, string> = {};
  const spare = items.slice(ACTIONS.length);
  for (const action of ACTIONS) {
    const [item = ''] = spare;
    const from = await town.state(item);
    afterwards[action] = await answerTo(action, item, otherMeeting);
    if ((await town.state(item)) !== from || before[action]?.includes('.')) spare.shift();
  }
  // Who names the step that they saw is told that it is another by now.
  const asSeen = (answers: Record<string, string>) =>
    Object.fromEntries(
      ACTIONS.map((action) => [action, before[action] === 'current-step' ? 'current-step' : answers[action]]),
    );
  expect(before).toEqual(asSeen(afterwards));
  // What was accepted has its effect, also once everything has been told.
  await at.settle();
  for (const [n, action] of ACTIONS.entries()) {
    const to = before[action] ?? '';
    if (['withdrawn', 'draft'].includes(to)) expect(await town.state(items[n] ?? ''), action).toBe(to);
  }
}

describe.each(Object.keys(PHASES))('a meeting that %s', (phase) => {
  it('is known to have done so by every command on its items, before they have been told', async () => {
    const { meeting, items } = await at.listed(COUNT);
    await PHASES[phase]?.arrived(meeting, items);
    await at.settle();
    await PHASES[phase]?.underWay(meeting, items);
    await expectSameAnswers(items);
  });
});

describe('a meeting that has taken items up at the table', () => {
  it('is known to have done so by every command on them, before they have been told', async () => {
    const { meeting } = await at.inSession();
    const items: string[] = [];
    for (let n = 0; n < COUNT; n++) items.push(await town.submitted(ORGANS_ONLY, textOf(`Punkt ${n}`)));
    for (const item of items) await bySecretary(takeUpItem.run, { meeting, item, reason: REASON });
    await expectSameAnswers(items);
  });
});
