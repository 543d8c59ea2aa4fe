/** People change their minds at every point, and signals come in any order: the item never ends up where nobody can do anything. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentHearing } from '#machines/agenda-item/context.ts';
import { OutcomeEffect } from '#machines/primitives.ts';
import { hasTag } from '#machines/states.ts';
import * as given from './given.ts';
import { cancel, extend } from './given-hearing.ts';
import { hearingOnward, meetingOnward, onward, routeAfter, type World, world } from './given-world.ts';

type Move = (all: World, pick: number) => unknown;
const EFFECTS = OutcomeEffect.options;
const oneOf = <T>(all: Iterable<T>, pick: number): T | undefined => {
  const list = [...all];
  return list[pick % Math.max(1, list.length)];
};
const ofItem =
  (event: (all: World) => Parameters<World['act']>[1]): Move =>
  (all) =>
    all.act(given.ITEM, event(all));
const nextText = ({ item }: World) => given.content((item.context().version?.n ?? 0) + 1);
const ofHearing =
  (move: (all: World, id: string) => unknown): Move =>
  (all, pick) =>
    move(all, oneOf(all.hearings.keys(), pick) ?? '');
const ofMeeting =
  (move: (all: World, id: string, pick: number) => unknown): Move =>
  (all, pick) =>
    move(all, oneOf(all.meetings.keys(), pick) ?? '', pick);

/** What brings the item on, so that walks get far: three in four moves. */
const ONWARD: Move = (all, pick) => onward(all, oneOf(EFFECTS, pick));
const CHANGES_OF_MIND: Record<string, Move> = {
  submit: ofItem((all) => given.submit(routeAfter(all), nextText(all))),
  submitTheSameText: (all) => {
    const { version } = all.item.context();
    return all.act(
      given.ITEM,
      given.submit(routeAfter(all), { ...nextText(all), hash: version?.hash ?? given.hash(1) }),
    );
  },
  return: ofItem(({ item }) => given.returned(item)),
  recall: ofItem(() => ({ type: 'recall' })),
  regret: ofItem(({ item }) => ({ type: 'regret', step: item.context().approvals.at(-1)?.step ?? 'none' })),
  correct: ofItem((all) => given.correct(all.item, nextText(all))),
  amendEditorially: ofItem((all) => given.amend(all.item, 'editorial', nextText(all))),
  amendSubstantively: ofItem((all) => given.amend(all.item, 'substantive', nextText(all))),
  withdraw: ofItem(() => given.withdraw),
  reopen: ofItem(() => ({ type: 'reopen' })),
  unlist: ofItem(() => ({ type: 'unlist' })),
  hearBeforeAll: ofItem(({ item }) => {
    const { route, position } = item.context();
    return { type: 'changeRoute', steps: [given.hearing(`before-${route.length}`), ...route.slice(position)] };
  }),
  hearAgainLater: ofItem(({ item }) => {
    const n = item.context().route.length;
    const steps = [given.hearing(`more-${n}`), given.organ(`more-organ-${n}`, 'HU')];
    return { type: 'extendRoute', steps, recommendation: null };
  }),
  plan: (all) => all.planHearing(),
  hear: ofHearing(hearingOnward),
  cancel: ofHearing(({ act }, id) => act(id, cancel)),
  extend: ofHearing(({ act, hearings }, id) =>
    act(id, extend(((hearings.get(id)?.context().window?.n ?? 1) + 1) * 20)),
  ),
  meet: ofMeeting((all, id, pick) => meetingOnward(all, id, oneOf(EFFECTS, pick) ?? 'END')),
  strike: ofMeeting(({ act }, id) => act(id, given.strike(given.ITEM))),
  thaw: ofMeeting(({ act }, id) => act(id, given.thaw())),
};
const MINDS = Object.values(CHANGES_OF_MIND);

const move = fc.record({
  onward: fc.integer({ min: 0, max: 2 }),
  mind: fc.nat(MINDS.length - 1),
  pick: fc.nat(60),
  deliveries: fc.array(fc.nat(20), { maxLength: 3 }),
});

/** So many steps take an item from any place through hearing and two organs. */
const FAR = 120;

/** Everybody does what is theirs, and every signal comes. */
function carryThrough(all: World): string {
  for (let n = 0; n < FAR; n++) {
    all.deliverAll();
    if (all.item.at() === 'completed') break;
    if (!onward(all)) break;
  }
  return all.item.at();
}

describe('An item, its hearings and its meetings, in whatever order their news comes', () => {
  const seen = { heardTwice: 0, overtaken: 0 };

  it('never come to where nobody can do anything: from everywhere the item can be carried through', () => {
    fc.assert(
      fc.property(fc.array(move, { minLength: 10, maxLength: 60, size: 'max' }), (moves) => {
        const all = world();
        for (const { onward: n, mind, pick, deliveries } of moves) {
          for (let times = 0; times < n; times++) ONWARD(all, pick);
          MINDS[mind]?.(all, pick);
          if (all.queue.length > 1) seen.overtaken += 1;
          for (const at of deliveries) all.deliver(at);
        }
        all.deliverAll();
        itemAndHearingsAgree(all);
        seen.heardTwice += [...all.hearings.values()].filter((each) => each.at() === 'concluded').length > 1 ? 1 : 0;
        expect(carryThrough(all), all.item.at()).toBe('completed');
      }),
      { numRuns: 250 },
    );
  });

  it('were walked to where it matters: heard more than once, with more than one signal on its way', () => {
    expect(seen.heardTwice).toBeGreaterThan(10);
    expect(seen.overtaken).toBeGreaterThan(100);
  });
});

/** Who waits for whom: the item for a hearing that still runs, and no hearing for an item that has gone. */
function itemAndHearingsAgree({ item, hearings }: World): void {
  const context = item.context();
  const inHearing = hasTag('agenda-item', item.at(), 'in-hearing');
  const awaited = inHearing ? currentHearing(context) : undefined;
  const running = [...hearings].filter(([, each]) => hasTag('hearing', each.at(), 'running')).map(([id]) => id);
  expect(running, `the item is in ${item.at()}`).toEqual(awaited === undefined ? [] : [awaited]);
  if (awaited !== undefined) expect(hearings.get(awaited)?.context().version).toBe(context.version?.hash);
}
