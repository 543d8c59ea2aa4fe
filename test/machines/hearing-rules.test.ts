import { describe, expect, it } from 'vitest';
import type { HearingEvent } from '#machines/hearing/events.ts';
import { type HearingRule, hearingRules } from '#machines/hearing/rules.ts';
import { due } from './given.ts';
import * as given from './given-hearing.ts';

const { answer, extend, hearingAt, invite, newHearing, schedule, time, window } = given;
type Case = () => [given.HearingDriver, HearingEvent];

/** Rules that choose between two ways, and so never have the last word. */
const CHOOSING = ['starts-now', 'answered-in-time', 'answered-in-grace'] as const;

/** For each rule that can refuse: a situation and the event it refuses there. */
const cases: Record<Exclude<HearingRule, (typeof CHOOSING)[number]>, Case> = {
  'party-new': () => [hearingAt('planned'), invite('elders')],
  'parties-fit': () => [hearingAt('planned'), invite(...Array.from({ length: 399 }, (_, n) => `party-${n}`))],
  'party-invited': () => [hearingAt('open'), { type: 'decline', party: 'stranger' }],
  'may-answer': () => [hearingAt('open'), answer(null, 12)],
  'party-not-answered': () => {
    const hearing = hearingAt('open');
    hearing.send(answer('elders', 12));
    return [hearing, { type: 'decline', party: 'elders' }];
  },
  'somebody-to-hear': () => [newHearing(), schedule(true)],
  'window-in-order': () => [
    hearingAt('planned'),
    { type: 'schedule', startsNow: true, window: { ...window(), minimumClosesAt: null, closes: due(5) } },
  ],
  'window-not-below-minimum': () => [hearingAt('planned'), schedule(true, 14)],
  'window-longer-than-before': () => [hearingAt('open'), extend(20)],
  'current-window': () => [hearingAt('open'), time('closes', 2)],
};

describe("Each of the hearing's rules refuses by its own name", () => {
  for (const [rule, situation] of Object.entries(cases)) {
    it(`${rule}: the event is refused, and nothing has changed`, () => {
      const [hearing, event] = situation();
      const before = hearing.state();
      expect(hearing.attempt(event)).toEqual({ accepted: false, rule, event: event.type });
      expect(hearing.state()).toEqual(before);
    });
  }

  it('a stranger may not answer a hearing of invited parties under a name of their own making', () => {
    expect(hearingAt('open').refusal(answer('stranger', 12))).toBe('may-answer');
  });

  it('no rule is without a case here', () => {
    expect([...Object.keys(cases), ...CHOOSING].toSorted()).toEqual(Object.keys(hearingRules).toSorted());
  });
});
