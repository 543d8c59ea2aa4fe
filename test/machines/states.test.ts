import { describe, expect, it } from 'vitest';
import { type MachineName, machines, restore } from '#machines/run.ts';
import { hasTag, metaOf, statesOf, statesWith, statesWithout } from '#machines/states.ts';
import { allWalks, reviewWalks } from './random-walks.ts';

const names = Object.keys(machines) as MachineName[];

describe('What is known of a stored state by its path alone', () => {
  it('are the same tags as a living machine has there, on every random walk', () => {
    const seen = new Map(
      [...allWalks(), ...reviewWalks()].flatMap(({ machine, steps }) =>
        steps.map(({ to, context }) => [`${machine} ${to}`, { machine, to, context }] as const),
      ),
    );
    for (const { machine, to, context } of seen.values()) {
      const living = restore(machines[machine], { value: to, context } as Parameters<typeof restore>[1]);
      for (const tag of living.tags) expect(hasTag(machine, to, tag as never), `${to} ${tag}`).toBe(true);
      expect(statesOf(machine)).toContain(to);
    }
    expect(seen.size).toBe(names.flatMap((name) => statesOf(name)).length);
  });

  it('has a phase, somebody or nobody who is waited for, and a badge in every state', () => {
    for (const name of names) {
      for (const state of statesOf(name)) {
        expect(metaOf(name, state), state).toMatchObject({
          phase: expect.any(String),
          waitsFor: expect.any(String),
          badge: expect.stringMatching(/^(plain|attention|done|stopped)$/),
        });
      }
    }
  });

  it('names the states of a tag, those of a parent state included, and all others', () => {
    expect(statesWith('agenda-item', 'on-route')).toEqual([
      'travelling.approval',
      'travelling.review',
      'travelling.hearing',
      'travelling.organ.waiting',
      'travelling.organ.listed',
      'travelling.organ.dispatched',
      'travelling.organ.treated',
    ]);
    expect(statesWith('meeting', 'over')).toEqual(['ended', 'signing', 'signed']);
    expect(statesWithout('hearing', 'running')).toEqual(['concluded', 'cancelled']);
  });

  it('is refused for a path that the machine does not have, or only passes through', () => {
    for (const state of ['nowhere', 'travelling', 'travelling.routing', '']) {
      expect(() => hasTag('agenda-item', state, 'drafting')).toThrow(RangeError);
      expect(() => metaOf('agenda-item', state)).toThrow(RangeError);
    }
  });
});
