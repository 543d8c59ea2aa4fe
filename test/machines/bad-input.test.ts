/** Whatever reaches the edge that is no event of ours stops there; whatever is in the context, a guard answers and never throws. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemRules } from '#machines/agenda-item/rules.ts';
import { hearingRules } from '#machines/hearing/rules.ts';
import { meetingRules } from '#machines/meeting/rules.ts';
import { firstBroken, type Rules } from '#machines/needs.ts';
import { type Definition, type MachineEvent, machines, restore, step, whyNot } from '#machines/run.ts';
import { walkEverything } from './graph.ts';

const reached = walkEverything();
const anyState = (definition: Definition) =>
  fc.constantFrom(...reached.filter(({ machine }) => machine === definition.name).map(({ state }) => state));
const accepts = (definition: Definition, event: unknown): boolean =>
  definition.fromPeople.safeParse(event).success || definition.fromSystem.safeParse(event).success;

const FOREIGN = [
  'xstate.init',
  'xstate.stop',
  'xstate.done.state.agendaItem',
  'xstate.done.actor.x',
  'xstate.error.actor.x',
  'xstate.after.1000.agendaItem',
  'xstate.route.agendaItem.completed',
  'xstate.promise.resolve',
  '*',
  '',
  'constructor',
  '__proto__',
];

describe.each(Object.values(machines))('Bad input to $name', (definition) => {
  it.each(FOREIGN)('an event called "%s" is no event of ours, alone or dressed up', (type) => {
    expect(accepts(definition, { type })).toBe(false);
    expect(accepts(definition, { type, to: '#agendaItem.completed', meeting: 'meeting-1', output: {} })).toBe(false);
  });

  it('what people send and what the system sends are different words', () => {
    fc.assert(
      fc.property(fc.constantFrom(...reached), ({ event }) => {
        const type = { type: event };
        const knows = (union: typeof definition.fromPeople) =>
          !(union.safeParse(type).error?.issues ?? []).some(({ code }) => code === 'invalid_union');
        expect(knows(definition.fromPeople) && knows(definition.fromSystem)).toBe(false);
      }),
    );
  });

  it('garbage is never accepted, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ type: fc.string() }), fc.json()), (garbage) => {
        expect(accepts(definition, garbage)).toBe(false);
      }),
    );
  });

  it('an unknown field makes an event unknown', () => {
    expect(accepts(definition, { type: 'recall', force: true })).toBe(false);
    expect(accepts(definition, { type: 'begin', force: true })).toBe(false);
  });

  it('a foreign event that got past the edge all the same is refused by the step and changes nothing', () => {
    fc.assert(
      fc.property(anyState(definition), fc.constantFrom(...FOREIGN), (state, type) => {
        const snapshot = restore(definition, state);
        const before = JSON.stringify(snapshot);
        expect(step(definition, snapshot, { type } as unknown as MachineEvent)).toEqual({
          accepted: false,
          rule: 'not-in-this-state',
          event: type,
        });
        expect(JSON.stringify(snapshot)).toBe(before);
      }),
    );
  });

  it('a guard never throws, whatever the context and the event hold', () => {
    const types = [...new Set(reached.map(({ event }) => event))];
    const event = fc
      .record({ type: fc.constantFrom(...types) })
      .chain((base) => fc.tuple(fc.constant(base), fc.object()));
    fc.assert(
      fc.property(
        anyState(definition),
        fc.oneof(fc.object(), fc.constant({})),
        event,
        (state, context, [base, rest]) => {
          const snapshot = restore(definition, { value: state.value, context } as unknown as typeof state);
          expect(whyNot(definition, snapshot, { ...rest, ...base } as MachineEvent)).not.toBe(undefined);
        },
      ),
    );
  });
});

describe('A rule that cannot be judged', () => {
  it('does not hold', () => {
    for (const rules of [itemRules, meetingRules, hearingRules] as unknown as Rules<unknown, unknown>[]) {
      for (const rule of Object.keys(rules)) {
        for (const [context, event] of [
          [null, null],
          [undefined, { type: 'list' }],
          [{}, undefined],
        ]) {
          expect([rule, undefined]).toContain(firstBroken(rules, [rule], context, event));
        }
      }
      expect(firstBroken(rules, ['no-such-rule'], {}, {})).toBe('no-such-rule');
    }
  });
});
