/** What to think twice about before a meeting is planned or moved: its day, the organ's other meetings, and who else has the room. */
import { trusted } from 'mongoose';
import { statesWithout } from '#machines/states.ts';
import { countingPolicy, DEFAULT_POLICY } from '#src/calendar/counting-policy.ts';
import { notHverdag } from '#src/calendar/hverdage.ts';
import { addMinutes, instantOf } from '#src/calendar/zoned.ts';
import type { CommandDeps } from '#src/context.ts';
import { closingDaysIn } from '#src/people/closing-days.ts';

/** Local to Europe/Copenhagen, as meetings are planned. */
export interface MeetingPlan {
  organ: string;
  date: string;
  startsAt: string;
  endsAt?: string | null | undefined;
  place?: string | null | undefined;
}

export const MEETING_WARNINGS = ['no-hverdag', 'begun-already', 'same-day', 'room-busy'] as const;

export type MeetingWarning =
  /** `why`: the name of the holiday or closing day, or of the weekday. */
  | { code: 'no-hverdag'; why: string }
  | { code: 'begun-already' }
  | { code: 'same-day'; startsAt: string }
  | { code: 'room-busy'; organ: string; startsAt: string; endsAt: string | null };

/** So long a meeting is taken to last that does not say when it ends. */
const USUAL_MINUTES = 180;

/**
 * @param except the meeting itself, where it is moved or its plan is sent a second time
 * @returns what there is to warn of, the day first; none where there is nothing
 */
export async function meetingWarnings(
  { collections, directory, clock }: Pick<CommandDeps, 'collections' | 'directory' | 'clock'>,
  plan: MeetingPlan,
  except: string,
): Promise<MeetingWarning[]> {
  const policy = countingPolicy(DEFAULT_POLICY, closingDaysIn(await directory.current()));
  const why = notHverdag(plan.date, policy);
  const begins = instantOf(plan.date, plan.startsAt);
  const sameDay = await collections.meetings
    .find({
      _id: trusted({ $ne: except }),
      date: plan.date,
      state: trusted({ $in: statesWithout('meeting', 'called-off') }),
    })
    .sort({ _id: 1 })
    .lean();
  return [
    ...(why === null ? [] : [{ code: 'no-hverdag', why } as const]),
    ...(begins < (await clock.now()).toISOString() ? [{ code: 'begun-already' } as const] : []),
    ...sameDay
      .filter(({ organ }) => organ === plan.organ)
      .map(({ context: { startsAt } }) => ({ code: 'same-day', startsAt }) as const),
    ...sameDay
      .filter(({ context }) => samePlace(context.place, plan.place) && overlaps(context, plan))
      .map(({ organ, context: { startsAt, endsAt } }) => ({ code: 'room-busy', organ, startsAt, endsAt }) as const),
  ];
}

const named = (place: string) => place.trim().replaceAll(/\s+/g, ' ').toLocaleLowerCase('da');
const samePlace = (one: string | null | undefined, other: string | null | undefined): boolean =>
  Boolean(one?.trim()) && Boolean(other?.trim()) && named(one ?? '') === named(other ?? '');

type Hours = Pick<MeetingPlan, 'date' | 'startsAt' | 'endsAt'>;
const spanOf = ({ date, startsAt, endsAt }: Hours): [begins: string, ends: string] => {
  const begins = instantOf(date, startsAt);
  return [begins, endsAt ? instantOf(date, endsAt) : addMinutes(begins, USUAL_MINUTES)];
};
const overlaps = (one: Hours, other: Hours): boolean => {
  const [[begins, ends], [otherBegins, otherEnds]] = [spanOf(one), spanOf(other)];
  return begins < otherEnds && otherBegins < ends;
};
