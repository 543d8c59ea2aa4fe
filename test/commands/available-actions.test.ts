/** What is said beforehand of an action, held against what the machines do: on walks that are the same in every run. */
import { describe, expect, it } from 'vitest';
import type { MachineContext, MachineName, MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { type AvailableAction, availableActions } from '#src/commands/available-actions.ts';
import { hearingActions } from '#src/commands/hearing/registry.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import { meetingActions } from '#src/commands/meeting/registry.ts';
import { allow } from '#src/policies/verdict.ts';
import { allWalks, type Walk } from '../machines/random-walks.ts';

const anybody: Actor = {
  person: 'person-anybody',
  name: 'Anybody',
  roles: [],
  offices: [],
  organs: [],
  standsInFor: [],
};
const registries = { 'agenda-item': itemActions, meeting: meetingActions, hearing: hearingActions };

/** What would be available to somebody whom every policy lets. */
function availableIn(machine: MachineName, state: MachineState): AvailableAction<string>[] {
  const actions = Object.values(registries[machine]).map((action) => ({
    ...action,
    policy: () => allow(anybody.person),
  }));
  return availableActions<string, MachineContext, null>(machine, state, actions as never, {
    actor: anybody,
    target: null,
  });
}

/** Every step of the walks that a person made, with the state before it. */
const byPeople = ({ machine, steps }: Walk) =>
  steps.flatMap(({ event }, n) => {
    const before = steps[n - 1];
    if (before === undefined || !Object.hasOwn(registries[machine], event.type)) return [];
    return [{ event, state: { value: before.to, context: before.context as MachineContext } }];
  });

const walks = allWalks();

describe.each(Object.keys(registries) as MachineName[])('an action on %s', (machine) => {
  const steps = walks.filter((walk) => walk.machine === machine).flatMap((walk) => byPeople(walk).map((step) => step));

  it('is never said to be impossible where the machine takes it', () => {
    expect(new Set(steps.map(({ event }) => event.type)).size).toBeGreaterThan(4);
    const denied = steps.flatMap(({ event, state }) => {
      const found = availableIn(machine, state).find(({ action }) => action === event.type);
      return found?.allowed ? [] : [`${event.type} in ${state.value}: ${found?.rule}`];
    });
    expect([...new Set(denied)]).toEqual([]);
  });

  it('is refused with a rule or allowed, each once and in every state', () => {
    for (const { state } of steps) {
      const available = availableIn(machine, state);
      expect(available.map(({ action }) => action).toSorted()).toEqual(Object.keys(registries[machine]).toSorted());
      expect(available.filter(({ allowed, rule }) => allowed !== (rule === null))).toEqual([]);
    }
  });
});

describe('a meeting', () => {
  it('that has not decided on everything says so before anybody presses', () => {
    const rules = walks
      .filter(({ machine }) => machine === 'meeting')
      .flatMap((walk) => byPeople(walk))
      .flatMap(({ state }) => availableIn('meeting', state).filter(({ action }) => action === 'end'))
      .map(({ rule }) => rule);
    expect(new Set(rules)).toEqual(new Set([null, 'not-in-this-state', 'every-item-decided', 'attendance-recorded']));
  });
});
