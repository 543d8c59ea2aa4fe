/** Building blocks of the hearing's tests. */
import type { HearingContext } from '#machines/hearing/context.ts';
import type { HearingEvent, HearingWindow } from '#machines/hearing/events.ts';
import { type Driver, drive } from './drive.ts';
import { due, hash, ITEM } from './given.ts';

export const HEARING = 'hearing-1';
export type HearingDriver = Driver<HearingContext>;

/** Opens at minute 10, closes at 20, grace to 25; the law's minimum ends at 15. */
export const window = (closes = 20): HearingWindow => ({
  opens: due(10),
  reminds: due(15),
  closes: due(closes),
  graceEnds: due(closes + 5),
  minimumClosesAt: due(15).dueAt,
});
export const newHearing = (openTo: 'invited' | 'everyone' = 'invited'): HearingDriver =>
  drive('hearing', {
    birth: {
      type: 'plan',
      hearing: HEARING,
      item: ITEM,
      step: 'elders',
      version: hash(1),
      hearingType: 'elders-council',
      openTo,
      answersPublic: true,
    },
  });
export const invite = (...parties: string[]): HearingEvent => ({
  type: 'invite',
  parties: parties.map((party, n) => ({ party, ref: hash(800 + n) })),
});
export const schedule = (startsNow: boolean, closes?: number): HearingEvent => ({
  type: 'schedule',
  window: window(closes),
  startsNow,
});
export const extend = (closes: number): HearingEvent => ({ type: 'extend', window: window(closes), reason: hash(810) });
/** An answer received at the minute given; its form was opened at `opened`. */
export const answer = (party: string | null, at: number, opened: number | null = at): HearingEvent => ({
  type: 'answer',
  party,
  answer: hash(820 + at),
  noRemarks: false,
  receivedAt: due(at).dueAt,
  formOpenedAt: opened === null ? null : due(opened).dueAt,
});
export const time = (type: 'opens' | 'reminds' | 'closes' | 'graceEnds', n = 1): HearingEvent => ({
  type,
  deadline: `${HEARING}-${type}-${n}`,
  late: false,
  window: n,
});
export const conclude: HearingEvent = { type: 'conclude', note: hash(830) };
export const cancel: HearingEvent = { type: 'cancel', reason: hash(831) };

/** A hearing of two parties, taken as far as asked. */
export const hearingAt = (state: 'planned' | 'open' | 'grace' | 'closed'): HearingDriver => {
  const hearing = newHearing();
  hearing.send(invite('elders', 'disabled'));
  const steps = { open: schedule(true), grace: time('closes'), closed: time('graceEnds') };
  for (const [reached, event] of Object.entries(steps)) {
    if (hearing.at() === state) break;
    hearing.send(event);
    if (reached === state) break;
  }
  return hearing;
};
