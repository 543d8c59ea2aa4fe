/** Steps that follow each other and are one person's are approved at once, each on record; what lies between ends it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import { itemEvents } from './any-events.ts';
import { mailsOf } from './drive.ts';
import * as given from './given.ts';
import { randomWalk } from './random-walks.ts';

const { approval, approve, hearing, organ, submitted } = given;
type By = given.ItemOf<'approve'>['by'];
const boss = (office: string, onBehalfOf: string | null = null): By => ({ person: 'person-boss', office, onBehalfOf });
const also = (...steps: string[]) => steps.map((step) => ({ step, by: boss(`office-${step}`) }));

describe('Steps approved at once', () => {
  it('are each on record, and nobody is asked at those that came with the first', () => {
    const item = submitted([approval('chief'), approval('director'), approval('ceo'), organ('council', 'KB')]);
    const second = { step: 'director', by: boss('office-director', 'person-away') };
    const effects = item.send({ ...approve(item), also: [second] });
    expect(item.context().approvals).toMatchObject([
      { step: 'chief', round: 1, version: given.hash(1), together: 'chief' },
      { ...second, round: 1, version: given.hash(1), together: 'chief' },
    ]);
    expect([item.at(), item.context().position]).toEqual(['travelling.approval', 2]);
    expect(mailsOf(effects)).toMatchObject([{ template: 'approval-request', to: { office: 'office-ceo' } }]);
    const dropped = effects.flatMap((each) => (each.kind === 'drop-deadlines' ? each.params.ids : []));
    expect(dropped).toEqual(['item-1-reminder-1', 'item-1-escalation-1']);
    item.send(approve(item));
    expect(item.context().approvals[2]).not.toHaveProperty('together');
  });

  it('may be the whole ladder', () => {
    const item = submitted([approval('chief'), approval('director'), approval('ceo'), organ('council', 'KB')]);
    expect(mailsOf(item.send({ ...approve(item), also: also('director', 'ceo') }))).toEqual([]);
    expect(item.at()).toBe('travelling.organ.waiting');
  });

  it.each([
    ['a step of another’s between them', [approval('chief'), approval('director'), approval('ceo')], also('ceo')],
    ['another order', [approval('chief'), approval('director'), approval('ceo')], also('ceo', 'director')],
    ['a hearing between them', [approval('chief'), hearing('elders'), approval('director')], also('director')],
    ['a review between them', [approval('chief'), given.review('experts'), approval('director')], also('director')],
    ['an organ', [approval('chief')], also('council')],
    ['the step itself once more', [approval('chief'), approval('director')], also('chief')],
    ['more steps than there are', [approval('chief'), approval('director')], also('director', 'council')],
    [
      'another person',
      [approval('chief'), approval('director')],
      [{ step: 'director', by: { ...boss('x'), person: 'person-b' } }],
    ],
  ])('are refused with %s', (_, ladder, steps) => {
    const item = submitted([...ladder, organ('council', 'KB')]);
    expect(item.refusal({ ...approve(item), also: steps })).toBe('approves-next-steps');
  });

  it('name by which rule each is allowed that is of one’s own', () => {
    const item = submitted();
    const own = (step: string) => ({ step, by: { ...boss(`office-${step}`), onBehalfOf: 'person-officer' } });
    expect(item.refusal({ ...approve(item), also: [own('director')] })).toBe('not-ones-own');
    item.send({ ...approve(item), also: [{ ...own('director'), ownAllowedBy: ['OEK', 'KB'] }] });
    expect(item.context().approvals.map(({ ownAllowedBy }) => ownAllowedBy)).toEqual([undefined, ['OEK', 'KB']]);
  });

  it('are taken back at once, and the first office is asked anew; what was approved before stays', () => {
    const item = submitted([approval('chief'), approval('director'), approval('ceo'), organ('council', 'KB')]);
    item.send(approve(item));
    item.send({ ...approve(item), also: also('ceo') });
    expect(item.refusal({ type: 'regret', step: 'director' })).toBe('previous-step-is-yours');
    const effects = item.send({ type: 'regret', step: 'ceo' });
    expect(mailsOf(effects)).toMatchObject([{ template: 'approval-request', to: { office: 'office-director' } }]);
    expect(item.context().approvals.map(({ step }) => step)).toEqual(['chief']);
    expect(item.context().position).toBe(1);
    item.send({ type: 'regret', step: 'chief' });
    expect(item.context()).toMatchObject({ approvals: [], position: 0 });
  });

  it('whatever has happened to the item, are the next approvals on its route, and no mail asks for one of them', () => {
    /** What may be sent, with ladders of several steps and approvals of all that follow, of too many and of the wrong ones. */
    const events = (item: given.ItemDriver, n: number): ItemEvent[] => {
      const { route, position } = item.context();
      const following = route
        .slice(position + 1, position + 4)
        .map(({ id }) => ({ step: id, by: boss(`office-${id}`) }));
      const lists = [
        following.slice(0, 1),
        following.slice(0, 2),
        following,
        following.slice(1),
        following.toReversed(),
      ];
      const approvals = lists.flatMap((list) => (list.length > 0 ? [{ ...approve(item), also: list }] : []));
      const ladder = [approval(`a${n}`), approval(`b${n}`), ...(n % 3 ? [approval(`c${n}`)] : [hearing(`h${n}`)])];
      const submits = given.submit([...ladder, approval(`d${n}`), organ(`o${n}`, 'KB')], given.content(n));
      return [submits, submits, ...approvals, ...approvals, ...itemEvents(item, n)];
    };
    let seen = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (n) => {
        const { steps } = randomWalk('agenda-item', n, events as never);
        for (const [place, { event, context, effects }] of steps.entries()) {
          if (event.type !== 'approve' || !event.also) continue;
          seen++;
          const before = steps[place - 1]?.context as ReturnType<given.ItemDriver['context']>;
          const after = context as typeof before;
          const approved = [event.step, ...event.also.map(({ step }) => step)];
          const passed = before.route.slice(before.position, after.position);
          expect(passed.map(({ id, kind }) => [id, kind])).toEqual(approved.map((id) => [id, 'approval']));
          expect(after.approvals.slice(before.approvals.length).map(({ step }) => step)).toEqual(approved);
          const offices = passed.flatMap((step) => (step.kind === 'approval' ? [step.office] : []));
          expect(mailsOf(effects).filter(({ to }) => 'office' in to && offices.includes(to.office))).toEqual([]);
        }
      }),
      { numRuns: 40, seed: 10 },
    );
    expect(seen).toBeGreaterThan(10);
  });
});
