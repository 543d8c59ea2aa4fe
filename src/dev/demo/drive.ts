/** Carries out the steps: waits until the service rests, moves the clock, lets somebody act, and reports what came of it. */
import { DateTime } from 'luxon';
import { localDay } from '#src/people/local-day.ts';
import type { TimelineEntry } from '#src/store/timeline.ts';
import type { DriverClient } from './driver-client.ts';
import type { People } from './page-driver.ts';
import type { Step } from './steps.ts';

/** The instant of a wall-clock time in Europe/Copenhagen. */
export const instantOf = (local: string): Date => DateTime.fromISO(local, { zone: 'Europe/Copenhagen' }).toJSDate();

/**
 * Does the steps that the record does not show as done; may therefore be interrupted anywhere and called again.
 * @param onTransition called with every transition once, those of an earlier run first
 * @returns the whole record, and whether some of it is of an earlier run
 */
export async function drive(
  parts: { driver: DriverClient; people: People },
  steps: readonly Step[],
  onTransition: (entry: TimelineEntry) => void,
): Promise<{ record: TimelineEntry[]; resumed: boolean }> {
  const { driver, people } = parts;
  const reported = new Set<string>();
  let clock = new Date(0);
  let record: TimelineEntry[] = [];
  const lookAround = async (): Promise<void> => {
    clock = await driver.rest();
    record = (await driver.record()).transitions;
    for (const entry of inCausalOrder(record.filter(({ hash }) => !reported.has(hash)))) {
      reported.add(entry.hash);
      onTransition(entry);
    }
  };
  const [first] = steps;
  if (first === undefined) return { record, resumed: false };
  // The clock is set before anybody is let in; on a later run it stands where that was left.
  await driver.rest();
  const resumed = (await driver.record()).transitions.length > 0;
  if (!resumed) await driver.setClock(instantOf(first.at));
  await lookAround();
  for (const step of steps) {
    if (step.isDone(record)) continue;
    const at = instantOf(step.at);
    if (at > clock) {
      if (localDay(at) !== localDay(clock)) people.goHome();
      // Time does not jump over what falls due on its way.
      for (let due = await driver.nextDeadline(at); due !== null; due = await driver.nextDeadline(at)) {
        await driver.setClock(due > clock ? due : clock);
        await driver.sweep();
        await lookAround();
      }
      await driver.setClock(at);
    }
    await step.act(people, record);
    await lookAround();
  }
  return { record, resumed };
}

/** Of what happened in one instant, causes come before what they caused: a signal's cause is a key of the effect behind it. */
function inCausalOrder(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const byId = new Map(entries.map((entry) => [`${entry.stream}.${entry.seq}`, entry]));
  const visited = new Set<TimelineEntry>();
  const ordered: TimelineEntry[] = [];
  const place = (entry: TimelineEntry | undefined): void => {
    if (entry === undefined || visited.has(entry)) return;
    visited.add(entry);
    place(byId.get(`${entry.stream}.${entry.seq - 1}`));
    place(byId.get(transitionOf(entry.cause)));
    ordered.push(entry);
  };
  entries.forEach(place);
  return ordered;
}

/** `<stream>.<seq>` of an effect's key. */
export const transitionOf = (effectKey: string): string => effectKey.replace(/-\d+$/, '');
