/** The shortest path to every state of every machine, found by xstate/graph from the events that could be sent, and then driven. */
import { describe, expect, it } from 'vitest';
import { getShortestPaths } from 'xstate/graph';
import { type MachineEvent, type MachineName, machines, toStored } from '#machines/run.ts';
import { statesOf } from '#machines/states.ts';
import { hearingEvents, itemEvents, meetingEvents } from './any-events.ts';
import { drive } from './drive.ts';
import * as given from './given.ts';
import { births } from './random-walks.ts';

/** Also a first route that begins with a review. The graph ends there: what happens at it leads where an approval leads. */
const eventsOfItem = (item: given.ItemDriver, n: number) => [
  ...(item.context().round === 0 ? [given.submit([given.review('experts'), given.organ('council', 'KB')])] : []),
  ...(item.context().reviews === undefined ? itemEvents(item, n) : []),
];
const possible = { 'agenda-item': eventsOfItem, meeting: meetingEvents, hearing: hearingEvents };
/**
 * Contexts that differ in nothing that matters for where one can go count as the same, so that the graph stays small: what is there
 * and what is not, which lists are empty, and how much in them is still open (one thing, or more).
 */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return [value.length > 0, Math.min(2, value.filter(hasOpen).length)];
  if (typeof value !== 'object' || value === null) return value === null;
  return Object.values(value).map(shapeOf);
};
const hasOpen = (value: unknown) => typeof value === 'object' && value !== null && Object.values(value).includes(null);

describe.each(Object.keys(machines) as MachineName[])('The graph of %s', (name) => {
  const { machine } = machines[name];
  const birth = births[name](1);
  const paths = getShortestPaths(machine as never, {
    input: birth as never,
    events: ((snapshot: never) => possible[name](drive(name, { state: toStored(snapshot) }) as never, 9)) as never,
    serializeState: ((snapshot: never) => {
      const { value, context } = toStored(snapshot);
      return JSON.stringify([value, shapeOf(context)]);
    }) as never,
    limit: 20_000,
  });

  it('reaches every state in which it can rest, and each shortest path can be driven, stored and restored at every step', () => {
    const reached = new Map(paths.map((path) => [toStored(path.state as never).value, path]));
    expect([...reached.keys()].toSorted()).toEqual(statesOf(name).toSorted());
    for (const [state, { steps }] of reached) {
      const driver = drive(name, { birth });
      for (const { event } of steps.slice(1)) driver.send(event as unknown as MachineEvent);
      expect(driver.at()).toBe(state);
    }
  });
});
