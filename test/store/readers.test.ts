/** Who may read a row is an indexed field of it, and agrees with the policy of the page for every person, row and day. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ItemContext, newItem } from '#machines/agenda-item/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { hasTag, statesOf } from '#machines/states.ts';
import { type Actor, actorOf } from '#src/auth/actor.ts';
import { driverOf } from '#src/model.ts';
import { directoryOf } from '#src/people/directory.ts';
import { ROLES } from '#src/people/types.ts';
import { mayReadItem } from '#src/policies/item-policies.ts';
import { mayReadMeeting } from '#src/policies/meeting-policies.ts';
import { readableBy } from '#src/queries/readable-items.ts';
import { rowsIn } from '#src/store/collections.ts';
import { project } from '#src/store/projections.ts';
import { differingProjections, hasOlderRows, rebuildProjections } from '#src/store/rebuild.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import { submit } from '../machines/given.ts';
import { newItemId, openStore, type Store } from './processes.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const some = <T>(list: readonly T[]) => fc.constantFrom(...(list as [T, ...T[]]));
const PEOPLE = ['person-a', 'person-b', 'person-c', 'person-d', 'person-e'];
const OFFICES = ['office-1', 'office-2', 'office-3'];
const ORGANS = ['organ-x', 'organ-y', 'organ-z'];

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`);
const period = fc.tuple(day, fc.option(day)).map(([one, other]) => {
  const [from = one, to = null] = other === null ? [one] : [one, other].toSorted();
  return { from, to };
});

const person = (id: string) =>
  fc.record({
    id: fc.constant(id),
    rev: fc.constant(1),
    name: fc.constant(id),
    email: fc.constant(`${id}@example.dk`),
    roles: fc.subarray([...ROLES]),
    active: fc.boolean(),
  });
const office = (id: string) =>
  fc.record({
    id: fc.constant(id),
    rev: fc.constant(1),
    name: fc.constant(id),
    superior: fc.option(some(OFFICES.filter((other) => other !== id))),
    holders: fc.array(
      fc.tuple(some(PEOPLE), some(['holder', 'acting', 'deputy'] as const), period).map(([who, kind, span]) => ({
        person: who,
        kind,
        ...span,
      })),
      { maxLength: 2 },
    ),
  });
const organ = (id: string) =>
  fc.array(fc.tuple(some(PEOPLE), period), { maxLength: 3 }).map((members) => ({
    id,
    rev: 1,
    abbreviation: id,
    name: id,
    kind: 'committee' as const,
    role: 'deciding' as const,
    signing: 'none' as never,
    members: members.map(([who, span]) => ({ person: who, printedName: who, chair: false, ...span })),
  }));
const delegation = fc.tuple(some(PEOPLE), some(PEOPLE), period).map(([from, to, span]) => ({
  id: `delegation-${from}-${to}-${span.from}`,
  rev: 1,
  from: { kind: 'person' as const, id: from },
  to,
  scope: { actions: null, offices: null },
  validFrom: span.from,
  validTo: span.to,
  reason: 'ferie',
}));
const directories = fc
  .record({
    people: fc.tuple(...PEOPLE.map(person)),
    offices: fc.tuple(...OFFICES.map(office)),
    organs: fc.tuple(...ORGANS.map(organ)),
    delegations: fc.array(delegation, { maxLength: 3 }),
  })
  .map(directoryOf);

const steps = fc.array(
  fc.oneof(
    some(OFFICES).map((one) => ({ kind: 'approval', office: one })),
    some(ORGANS).map((one) => ({ kind: 'organ', organ: one, role: 'deciding' })),
    some(ORGANS).map((one) => ({ kind: 'review', reviewers: { organ: one }, days: 5 })),
    fc.subarray(PEOPLE, { minLength: 1 }).map((people) => ({ kind: 'review', reviewers: { people }, days: 5 })),
    fc.constant({ kind: 'hearing', hearingType: 'plan' }),
  ),
  { maxLength: 5 },
);
const items = fc
  .record({
    value: some(statesOf('agenda-item')),
    owner: some(PEOPLE),
    coAuthors: fc.subarray(PEOPLE),
    openness: some(['open', 'closed'] as const),
    version: fc.option(fc.constant({ n: 1, hash: 'a'.repeat(64) })),
    steps,
    position: fc.nat(5),
    treated: fc.subarray(ORGANS),
    listing: fc.option(some(ORGANS)),
  })
  .map(({ value, owner, steps: route, treated, listing, ...more }) => ({
    value,
    context: {
      ...newItem({ type: 'create', item: 'item-1', itemType: 'decision', owner } as never),
      ...more,
      route: route.map((step, n) => ({ id: `r1-${n}`, ...step })),
      treatments: treated.map((one) => ({ step: 'r1-1', meeting: 'meeting-1', organ: one, decision: {} })),
      listing: listing && { meeting: 'meeting-1', organ: listing, part: 'agenda', frozen: true, report: 1 },
    } as unknown as ItemContext,
  }));
const meetings = fc.record({
  value: some(statesOf('meeting')),
  context: fc.tuple(some(ORGANS), fc.subarray(PEOPLE), some(['collecting', 'dispatched'])).map(
    ([at, signers, phase]) =>
      ({
        meeting: 'meeting-1',
        organ: at,
        date: '2026-03-10',
        parts: [{ id: 'agenda', phase }],
        signatures: { signers: signers.map((who) => ({ person: who, answer: null })) },
      }) as unknown as MeetingContext,
  ),
});

/** The rule in its own words, told apart from how the service keeps it. */
function reads(actor: Actor, { value, context }: { value: string; context: ItemContext }): boolean {
  const { owner, coAuthors = [], route, position, treatments, listing, openness, version } = context;
  const reached = route.slice(0, position + 1) as { reviewers?: { organ: string } | { people: string[] } }[];
  const isAsked = reached.some(({ reviewers }) =>
    reviewers === undefined
      ? false
      : 'organ' in reviewers
        ? actor.organs.includes(reviewers.organ)
        : reviewers.people.includes(actor.person),
  );
  const isSent = listing !== null && hasTag('agenda-item', value, 'sent-to-members');
  return (
    [owner, ...coAuthors].some((author) => author === actor.person || actor.standsInFor.includes(author)) ||
    actor.roles.includes('secretariat') ||
    route.some((step) => step.kind === 'approval' && actor.offices.some((one) => one.office === step.office)) ||
    isAsked ||
    treatments.some((one) => actor.organs.includes(one.organ)) ||
    (isSent && actor.organs.includes(listing.organ)) ||
    (openness === 'open' && version !== null && actor.roles.includes('admin'))
  );
}
function readsMeeting(actor: Actor, { value, context }: { value: string; context: MeetingContext }): boolean {
  const wasSent = value === 'cancelled' && context.parts.some(({ phase }) => phase === 'dispatched');
  return (
    context.signatures.signers.some((signer) => signer.person === actor.person) ||
    actor.roles.some((role) => role !== 'member') ||
    (actor.organs.includes(context.organ) && (hasTag('meeting', value, 'sent') || wasSent))
  );
}

const recordOf = (stream: string, state: { value: string; context: unknown }) =>
  ({ stream, seq: 1, hash: 'a'.repeat(64), to: state.value, at: '2026-03-01T00:00:00Z', state }) as TransitionRecord;

/** Puts the rows of these states into the store, and says which of them the store finds for somebody. */
async function filled(kind: 'item' | 'meeting', states: { value: string; context: unknown }[]) {
  const model = rowsIn(store.collections, kind === 'item' ? 'items' : 'meetings');
  await model.deleteMany({});
  const rows = states.map((state, n) => project(recordOf(`${kind}-${n}`, state)).row);
  if (rows.length > 0) await driverOf(model).insertMany(rows as never);
  return async (actor: Actor): Promise<string[]> =>
    (await model.find(readableBy(actor), { _id: 1 }).lean()).map(({ _id }) => _id).toSorted();
}

describe('the readers of a row', () => {
  it('are those whom the rule names: for items of any form, on any day, with any seats, delegations and roles', async () => {
    await fc.assert(
      fc.asyncProperty(directories, fc.array(items, { minLength: 1, maxLength: 12 }), day, async (all, states, on) => {
        const found = await filled('item', states);
        for (const id of PEOPLE) {
          const actor = actorOf(all, id, new Date(`${on}T12:00:00Z`));
          if (actor === null) continue;
          const wanted = states.flatMap((state, n) => (reads(actor, state) ? [`item-${n}`] : []));
          expect(
            states.flatMap((state, n) => (mayReadItem(actor, { state, stepIsVacant: false }).ok ? [`item-${n}`] : [])),
          ).toEqual(wanted);
          expect(await found(actor)).toEqual(wanted.toSorted());
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are those whom the rule names, for meetings too', async () => {
    await fc.assert(
      fc.asyncProperty(
        directories,
        fc.array(meetings, { minLength: 1, maxLength: 12 }),
        day,
        async (all, states, on) => {
          const found = await filled('meeting', states);
          for (const id of PEOPLE) {
            const actor = actorOf(all, id, new Date(`${on}T12:00:00Z`));
            if (actor === null) continue;
            const wanted = states.flatMap((state, n) => (readsMeeting(actor, state) ? [`meeting-${n}`] : []));
            expect(states.flatMap((state, n) => (mayReadMeeting(actor, { state }).ok ? [`meeting-${n}`] : []))).toEqual(
              wanted,
            );
            expect(await found(actor)).toEqual(wanted.toSorted());
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('follow the item as it travels, and are made again from the transitions where they were lost', async () => {
    const { collections } = store;
    await collections.items.deleteMany({});
    await collections.meetings.deleteMany({});
    const process = await store.startProcess();
    const item = newItemId();
    await process.born(item);
    await process.relay.flush();
    const readers = async () => (await collections.items.findOne({ _id: item }).lean())?.readers;
    expect(await readers()).toEqual(['author:person-1', 'role:secretariat']);
    await process.send(item, submit());
    await process.relay.flush();
    const sent = (await readers()) ?? [];
    expect(sent).toEqual(expect.arrayContaining(['author:person-1', 'role:secretariat', 'role:admin']));
    expect(sent.some((key) => key.startsWith('office:'))).toBe(true);

    expect(await hasOlderRows(collections)).toBe(false);
    await driverOf(collections.items).updateOne({ _id: item }, { $unset: { readers: '' } });
    expect(await hasOlderRows(collections)).toBe(true);
    expect(await differingProjections(collections)).toEqual([item]);
    await rebuildProjections(collections);
    expect(await readers()).toEqual(sent);
    expect(await hasOlderRows(collections)).toBe(false);
  });
});
