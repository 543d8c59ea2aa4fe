/** The transitions of a machine's chart, and a path to each of them, found by xstate/graph. */
import { type AnyMachineSnapshot, type AnyStateNode, getMicrosteps, getNextTransitions } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { firstBroken, rulesOf } from '#machines/needs.ts';
import {
  type MachineEvent,
  type MachineName,
  type MachineState,
  machines,
  restore,
  statePath,
  toStored,
} from '#machines/run.ts';
import { statesOf } from '#machines/states.ts';
import { drive } from './drive.ts';
import { birthsOf, offered } from './offered.ts';

/** A path of events from a machine's birth, and every transition that the last of them takes. */
export interface Path {
  birth: MachineEvent;
  events: MachineEvent[];
  transitions: string[];
}

/** What a state inherits and a rule always refuses there, so that the refusal has the rule's name. */
const REFUSED_BY_RULE = ['withdraw', 'extendRoute', 'changeRoute'].map(
  (event) => `travelling.organ.treated ${event} 0`,
);

/**
 * Every transition that a resting state can take by an event, as `<state> <event> <n>`: `n` counts the branches that the state and
 * those around it have for the event, in the order in which XState tries them. Left out is a branch that needs all that an earlier
 * one needs, because it is never come to. Then every eventless one, as `<state> -> <target>`.
 */
export function transitionsOf(name: MachineName): string[] {
  const byEvents = statesOf(name).flatMap((state) => {
    const candidates = getNextTransitions(restore(machines[name], { value: state, context: {} as never }));
    const types = [...new Set(candidates.map(({ eventType }) => eventType))].filter((type) => type !== '');
    return types.flatMap((type) => {
      const branches = candidates
        .filter(({ eventType }) => eventType === type)
        .map(({ guard }) => rulesOf(guard ?? {}));
      const isHidden = (rules: readonly string[], n: number) =>
        branches.slice(0, n).some((earlier) => earlier.every((rule) => rules.includes(rule)));
      return branches.flatMap((rules, n) => (isHidden(rules, n) ? [] : [`${state} ${type} ${n}`]));
    });
  });
  return [...byEvents.filter((each) => !REFUSED_BY_RULE.includes(each)), ...allEventless[name]];
}
const pathOf = (node: AnyStateNode) => node.path.join('.');
const eventless = (node: AnyStateNode): string[] => [
  ...(node.always ?? []).flatMap(({ target = [] }) => target.map((to) => `${pathOf(node)} -> ${pathOf(to)}`)),
  ...Object.values(node.states).flatMap(eventless),
];

const allEventless = Object.fromEntries(
  Object.values(machines).map(({ name, machine }) => [name, eventless(machine.root as AnyStateNode)]),
) as Record<MachineName, string[]>;

/** The transitions, named as by `transitionsOf`, that the event takes in the state; none where it is refused. */
export function taken(name: MachineName, from: AnyMachineSnapshot, event: MachineEvent): string[] {
  const { rules, machine } = machines[name];
  const branches = getNextTransitions(from).filter(({ eventType }) => eventType === event.type);
  const n = branches.findIndex(
    ({ guard }) => firstBroken(rules, rulesOf(guard ?? {}), from.context as never, event as never) === undefined,
  );
  if (n === -1) return [];
  const [first = '', ...others] = getMicrosteps(machine as never, from as never, event as never).map(([snapshot]) =>
    statePath((snapshot as AnyMachineSnapshot).value),
  );
  const passed = others.map((to, step) => {
    const start = step === 0 ? first : others[step - 1];
    return allEventless[name].find((each) => `${start} -> ${to}.`.startsWith(`${each}.`)) ?? `${start} -> ${to}`;
  });
  return [`${statePath(from.value)} ${event.type} ${n}`, ...passed];
}

/** Remembers what was found of each snapshot: the search asks about the same one many times. */
const remembered = <T>(find: (snapshot: AnyMachineSnapshot) => T) => {
  const found = new WeakMap<AnyMachineSnapshot, T>();
  return (snapshot: AnyMachineSnapshot): T => {
    const value = found.get(snapshot) ?? find(snapshot);
    found.set(snapshot, value);
    return value;
  };
};

/**
 * The shortest path to each kind of state, continued by each of the transitions that are open there. Two states are of one kind
 * when they have the same path and the same transitions are open in them, which keeps the graph finite.
 */
function pathsOf(name: MachineName): Path[] {
  const open = remembered((snapshot) =>
    offered(name, toStored(snapshot))
      .map((event) => ({ event, transitions: taken(name, snapshot, event) }))
      .filter(({ transitions }) => transitions.length > 0),
  );
  const kindOf = remembered((snapshot) => {
    const transitions = new Set(open(snapshot).map((each) => each.transitions.join()));
    return JSON.stringify([snapshot.value, ...[...transitions].toSorted()]);
  });
  return birthsOf(name).flatMap((birth) => {
    const shortest = getShortestPaths(machines[name].machine as never, {
      input: birth as never,
      events: ((snapshot: AnyMachineSnapshot) => open(snapshot).map(({ event }) => event)) as never,
      serializeState: kindOf as never,
      limit: 200_000,
    });
    return shortest.flatMap(({ steps }) => {
      const events = steps.slice(1).map(({ event }) => event as unknown as MachineEvent);
      // Of a kind the search keeps one state for all paths to it, so where this path leads is found by driving it.
      const driver = drive(name, { birth });
      for (const event of events) driver.send(event);
      return open(restore(machines[name], driver.state())).map(({ event, transitions }) => ({
        birth,
        events: [...events, event],
        transitions,
      }));
    });
  });
}

/** For each transition of the chart the shortest path that ends with it. @throws RangeError naming those that no path takes */
export function pathToEach(name: MachineName): Map<string, Path> {
  const found = new Map<string, Path>();
  for (const path of pathsOf(name).toSorted((a, b) => a.events.length - b.events.length)) {
    for (const transition of path.transitions) if (!found.has(transition)) found.set(transition, path);
  }
  const missing = transitionsOf(name).filter((transition) => !found.has(transition));
  if (missing.length > 0) throw new RangeError(`No path of the graph takes ${missing.join(', ')}.`);
  return found;
}

export interface Reached {
  machine: MachineName;
  event: MachineEvent['type'];
  state: MachineState;
}

/** Walks the path as the store does; answers its states and the transitions that its last event took. */
export function walk(name: MachineName, { birth, events }: Path): { reached: Reached[]; transitions: string[] } {
  const driver = drive(name, { birth });
  const reached: Reached[] = [{ machine: name, event: birth.type, state: driver.state() }];
  let transitions: string[] = [];
  for (const event of events) {
    transitions = taken(name, restore(machines[name], driver.state()), event);
    driver.send(event);
    reached.push({ machine: name, event: event.type, state: driver.state() });
  }
  return { reached, transitions };
}

/** Walks every transition of every machine. @throws when an event of a path is refused */
export const walkEverything = (): Reached[] =>
  (Object.keys(machines) as MachineName[]).flatMap((name) =>
    [...new Set(pathToEach(name).values())].flatMap((path) => walk(name, path).reached),
  );
