/** Whether a hearing's parties can meet in its window: a council of the municipality answers at a meeting, or not at all. */
import { trusted } from 'mongoose';
import { statesWithout } from '#machines/states.ts';
import type { WindowDays } from '#src/calendar/hearing-window.ts';
import type { CommandDeps } from '#src/context.ts';

const sameName = (one: string, other: string): boolean =>
  one.trim().toLocaleLowerCase('da') === other.trim().toLocaleLowerCase('da');

/**
 * @param names of the parties; those that are organs here are known by their names
 * @returns the names of the organs that have meetings planned here, but only after the window
 */
export async function partiesNotMeeting(
  { collections, directory }: Pick<CommandDeps, 'collections' | 'directory'>,
  names: readonly string[],
  { opensOn, closesOn }: WindowDays,
): Promise<string[]> {
  const { organs } = await directory.current();
  const parties = [...organs.values()].filter((organ) => names.some((name) => sameName(name, organ.name)));
  if (parties.length === 0) return [];
  const meetings = await collections.meetings
    .find({
      organ: trusted({ $in: parties.map(({ id }) => id) }),
      date: trusted({ $gte: opensOn }),
      state: trusted({ $in: statesWithout('meeting', 'called-off') }),
    })
    .select({ organ: 1, date: 1 })
    .lean();
  return parties
    .filter(({ id }) => {
      const dates = meetings.filter(({ organ }) => organ === id).map(({ date }) => date);
      return dates.length > 0 && dates.every((date) => date > closesOn);
    })
    .map(({ name }) => name);
}
