/** Nobody approves what they write themselves, unless the rule of every organ on the route allows it; then the record says so. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorsOf, isOwnApproval, organsOnRoute } from '#machines/agenda-item/context.ts';
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import { itemEvents } from './any-events.ts';
import * as given from './given.ts';
import { coAuthor, handOver } from './given-officers.ts';
import { randomWalk } from './random-walks.ts';

const { approve, submitted } = given;
const OFFICER = 'person-officer';
type By = given.ItemOf<'approve'>['by'];
const own: By = { person: OFFICER, office: 'office-chief', onBehalfOf: null };
const BOTH = ['OEK', 'KB'];

describe('An approval of one’s own', () => {
  it('is refused to the officer, to a co-author and to whoever acts in the place of one', () => {
    const item = submitted();
    item.send(coAuthor('person-second'));
    const others: By[] = [
      { ...own, person: 'person-second' },
      { ...own, person: 'person-delegate', onBehalfOf: OFFICER },
      { ...own, person: 'person-delegate', onBehalfOf: 'person-second' },
      { ...own, onBehalfOf: 'person-boss' },
    ];
    for (const by of [own, ...others]) expect(item.refusal({ ...approve(item), by })).toBe('not-ones-own');
    expect(
      item.refusal({ ...approve(item), by: { ...own, person: 'person-delegate', onBehalfOf: 'person-boss' } }),
    ).toBeNull();
  });

  it('is accepted where it names every organ on the route, and what is remembered of it names them', () => {
    const item = submitted();
    expect(item.refusal({ ...approve(item), by: own, ownAllowedBy: ['KB'] })).toBe('not-ones-own');
    item.send({ ...approve(item), by: own, ownAllowedBy: BOTH });
    expect(item.context().approvals).toMatchObject([{ step: 'chief', by: own, ownAllowedBy: BOTH }]);
    item.send(approve(item));
    expect(item.context().approvals[1]).not.toHaveProperty('ownAllowedBy');
  });

  it('is not allowed by anybody while an organ on the route is still to be found', () => {
    const item = submitted([given.approval('chief'), given.organ('first', 'KB'), given.organ('open', null)]);
    expect(item.refusal({ ...approve(item), by: own, ownAllowedBy: ['KB'] })).toBe('not-ones-own');
  });

  it('is judged by who writes the item when it is approved', () => {
    const item = submitted();
    item.send(handOver('person-boss'));
    expect(item.refusal(approve(item))).toBe('not-ones-own');
    expect(item.refusal({ ...approve(item), by: own })).toBeNull();
  });

  it('never comes by without naming all the organs, whatever has happened to the item', () => {
    const people = [OFFICER, 'person-a', 'person-b'];
    /** What may be sent, with approvals of writers and others, allowed by some organs and not by others. */
    const events = (item: given.ItemDriver, n: number): ItemEvent[] => {
      const organs = organsOnRoute(item.context().route) ?? [];
      const named = [undefined, organs.slice(1), organs, ['OEK', 'KB', 'HU']].filter((list) => list?.length !== 0);
      const by = (k: number): By => ({
        person: people[k % 3] ?? OFFICER,
        office: 'office-chief',
        onBehalfOf: [null, OFFICER, 'person-b'][n % 3] ?? null,
      });
      const approvals = named.flatMap((list, k) => [
        { ...approve(item), by: by(n + k), ...(list && { ownAllowedBy: list }) },
        { ...approve(item), by: by(k), ...(list && { ownAllowedBy: list }) },
      ]);
      return [...approvals, ...approvals, coAuthor(people[n % 3] ?? OFFICER, n % 2 === 0), ...itemEvents(item, n)];
    };
    let seen = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (n) => {
        const { steps } = randomWalk('agenda-item', n, events as never);
        for (const [place, { event, context }] of steps.entries()) {
          if (event.type !== 'approve') continue;
          const before = steps[place - 1]?.context as ReturnType<given.ItemDriver['context']>;
          if (!isOwnApproval(event.by, authorsOf(before))) continue;
          seen++;
          expect(event.ownAllowedBy).toEqual(expect.arrayContaining(organsOnRoute(before.route) ?? ['none']));
          const { approvals } = context as typeof before;
          expect(approvals.at(-1)?.ownAllowedBy).toEqual(event.ownAllowedBy);
        }
      }),
      { numRuns: 40, seed: 10 },
    );
    expect(seen).toBeGreaterThan(10);
  });
});
