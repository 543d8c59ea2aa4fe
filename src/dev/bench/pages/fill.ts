/**
 * A store as a municipality's is after many years: the rows are made by the service's own projection and read by its own search, out
 * of records that are copies of real ones. What is under way does not grow with what is over.
 */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { hasTag, statesWith } from '#machines/states.ts';
import type { App } from '#src/context.ts';
import { emptyItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { applyIndexes } from '#src/indexes.ts';
import { driverOf } from '#src/model.ts';
import { indexChanged } from '#src/search/index-items.ts';
import { unclaimed } from '#src/store/claim.ts';
import { rowsIn } from '#src/store/collections.ts';
import type { DeadlineRow } from '#src/store/models/deadline.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import { type ItemRow, project } from '#src/store/projections.ts';
import { hashJson, type TransitionRecord } from '#src/store/record.ts';
import type { BenchReaders } from './readers.ts';

/** What the bench looks for: a word that nearly every text has, one that three have, and one that none has. */
export const WORDS = { common: 'kommunen', rare: 'kvadratrod', none: 'findesikke' } as const;

const MEETINGS = 2_000;
const UNDER_WAY = 300;
const OFFICERS_OWN = 50;
const CHUNK = 1_000;
const VOCABULARY = 3_000;
const TWENTY_YEARS_MS = 20 * 365 * 86_400_000;

/** A real item and a real meeting, of which the others are copies. */
export interface Templates {
  item: TransitionRecord;
  meeting: TransitionRecord;
}

/** Numbers that look random and are the same in every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** @param count of items @returns when all of it can be searched */
export async function fillStore(app: App, templates: Templates, readers: BenchReaders, count: number): Promise<void> {
  const organs = [...(await app.directory.current()).organs.keys()];
  await fillMeetings(app, templates.meeting, organs);
  await dropIndexes(app);
  const next = sequence(count);
  for (let start = 0; start < count; start += CHUNK) {
    const made = Array.from({ length: Math.min(CHUNK, count - start) }, (_, n) =>
      itemOf(start + n, { count, next, organs, readers, template: templates.item }),
    );
    await Promise.all([
      driverOf(app.collections.contents).insertMany(
        made.map(({ hash, body }) => ({ _id: hash, body, storedAt: new Date() })),
        { ordered: false },
      ),
      driverOf(app.collections.items).insertMany(made.map(({ row }) => row)),
      driverOf(app.collections.deadlines).insertMany(made.map(({ row }) => deadlineOf(row, start))),
      driverOf(app.collections.deliveries).insertMany(made.map(({ row }) => deliveryOf(row))),
    ]);
    for (let found = CHUNK; found === CHUNK; ) found = await indexChanged(app, CHUNK);
  }
  await applyIndexes(app.connection);
}

/** Indexes are made at the end: one that grows row by row takes three times as long. What is filled in is found by one of them. */
async function dropIndexes({ collections: { items, searchRows } }: App): Promise<void> {
  for (const table of [items, searchRows].map((model) => model.collection)) {
    const names = (await table.indexes()).flatMap(({ name = '' }) =>
      /^(_id_|toIndex_1|item_1)$/.test(name) ? [] : name,
    );
    for (const name of names) await table.dropIndex(name);
  }
}

interface Filling {
  count: number;
  next: () => number;
  organs: readonly string[];
  readers: BenchReaders;
  template: TransitionRecord;
}

/** The last item is the newest; the newest of all are under way. */
function itemOf(n: number, { count, next, organs, readers, template }: Filling) {
  const id = `item-bench${n}`;
  const fromEnd = count - 1 - n;
  const isUnderWay = fromEnd < UNDER_WAY;
  // Half of what the officer has is under way, and all of it has been before the member's organ.
  const isOfficers = fromEnd % 6 === 0 && fromEnd / 6 < OFFICERS_OWN / 2;
  const wasOfficers =
    fromEnd >= UNDER_WAY && (fromEnd - UNDER_WAY) % 6 === 0 && (fromEnd - UNDER_WAY) / 6 < OFFICERS_OWN / 2;
  const isRare = wasOfficers && fromEnd < UNDER_WAY + 18;
  const organ = isRare ? readers.organ : (organs[n % organs.length] ?? readers.organ);
  const body = { kind: 'item', content: contentOf(n, next, isRare) };
  const hash = hashJson(body);
  const base = template.state.context as ItemContext;
  const context: ItemContext = {
    ...base,
    owner: isOfficers || wasOfficers ? readers.officer.person : `person-bench${n % 300}`,
    version: { n: 1, hash },
    listing: null,
    route: [{ id: 'r1-1', kind: 'organ', organ, role: 'deciding' }],
    position: 0,
    treatments: isUnderWay
      ? []
      : [{ step: 'r1-1', meeting: `meeting-bench${n % MEETINGS}`, organ, decision: { hash, outcomes: [] } } as never],
  };
  const to = statesWith('agenda-item', isUnderWay ? 'awaits-agenda' : 'at-rest')[0] ?? '';
  const at = new Date(Date.now() - ((fromEnd + 1) / count) * TWENTY_YEARS_MS).toISOString();
  const record = { ...template, stream: id, seq: 5, hash, to, at, state: { value: to, context } } as TransitionRecord;
  return { hash, body, row: project(record).row as ItemRow };
}

/** About a hundred words, of which few are used often and most seldom, as in every language. */
function contentOf(n: number, next: () => number, isRare: boolean) {
  const words = Array.from({ length: 90 }, () => `ord${Math.floor(next() ** 3 * VOCABULARY)}`);
  if (next() < 0.8) words[10] = WORDS.common;
  if (isRare) words[20] = WORDS.rare;
  return {
    ...emptyItemContent('decision'),
    title: `Sag om ${words[0]} og ${words[1]}`,
    caseNumber: `${n % 30}/${n}`,
    sections: [{ heading: 'Sagsfremstilling', body: richTextOf(words.join(' ')) }],
    recommendation: { lead: 'Det indstilles, at', clauses: ['sagen godkendes.'] },
  };
}

/** What is under way is reminded of; what is over has been. */
function deadlineOf({ _id, state }: ItemRow, n: number): DeadlineRow {
  const isOver = hasTag('agenda-item', state, 'at-rest');
  return {
    _id: `${_id}-reminder-1`,
    stream: _id,
    kind: 'reminderDue',
    dueAt: new Date(Date.now() + (isOver ? -1 : 1) * (86_400_000 + n * 60_000)),
    state: isOver ? 'done' : 'pending',
    event: { type: 'reminderDue', request: 1 },
    basis: { rule: 'bench' },
    ...unclaimed(),
    closedAt: isOver ? new Date() : null,
    late: null,
    note: null,
  };
}

const deliveryOf = ({ _id, at }: ItemRow): Delivery => ({
  _id: `${_id}.5.decided`,
  stream: _id,
  seq: 5,
  effect: {
    key: `${_id}.5.decided`,
    kind: 'mail',
    params: { template: 'decided', to: { person: 'person-bench1' } },
  } as never,
  state: 'done',
  availableAt: new Date(at),
  ...unclaimed(),
  attempts: 1,
  messages: [],
  note: null,
  createdAt: new Date(at),
  closedAt: new Date(at),
});

async function fillMeetings(
  { collections }: App,
  template: TransitionRecord,
  organs: readonly string[],
): Promise<void> {
  const rows = Array.from({ length: MEETINGS }, (_, n) => {
    const isOver = n >= 30;
    const date = new Date(Date.now() + (isOver ? -n : n + 1) * 86_400_000 * 3).toISOString().slice(0, 10);
    const context = {
      ...(template.state.context as MeetingContext),
      organ: organs[n % organs.length],
      date,
      items: [],
    };
    const to = statesWith('meeting', isOver ? 'at-rest' : 'movable')[0] ?? '';
    const state = { value: to, context };
    return project({ ...template, stream: `meeting-bench${n}`, to, state } as TransitionRecord)
      .row as unknown as ItemRow;
  });
  await driverOf(rowsIn(collections, 'meetings')).insertMany(rows);
}
