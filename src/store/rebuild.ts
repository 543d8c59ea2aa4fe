/** Projections are opinions about the transitions: thrown away and made anew, or compared with what they should be. */

import { isDeepStrictEqual } from 'node:util';
import { trusted } from 'mongoose';
import { type Collections, rowsIn } from './collections.ts';
import { type HearingRow, type ItemRow, project, ROW_TABLES, type RowTable } from './projections.ts';
import { readHead } from './read-stream.ts';
import { ofStream, type TransitionRecord } from './record.ts';
import { rollForward } from './relay.ts';

/** The head record of every stream, read in one pass over the transitions. */
async function* heads({ transitions }: Pick<Collections, 'transitions'>): AsyncGenerator<TransitionRecord> {
  let head: TransitionRecord | null = null;
  // In the order of the key a stream's records stand together, though not by number: "….10" comes before "….9".
  for await (const record of transitions.find().sort({ _id: 1 }).lean()) {
    if (head !== null && head.stream !== record.stream) {
      yield head;
      head = null;
    }
    if (head === null || record.seq > head.seq) head = record;
  }
  if (head !== null) yield head;
}

/** Makes the rows of all streams anew from their transitions. @returns how many streams there are */
export async function rebuildProjections(collections: Collections): Promise<number> {
  let count = 0;
  const known = new Set<string>();
  let batch: TransitionRecord[] = [];
  for await (const head of heads(collections)) {
    known.add(head.stream);
    batch.push(head);
    count += 1;
    if (batch.length === 200) {
      await replaceRows(collections, batch);
      batch = [];
    }
  }
  await replaceRows(collections, batch);
  await deleteOrphanRows(collections, known);
  return count;
}

/**
 * A row may be wrong at its own seq, so it goes before the right one is written. The heads are read anew after that: a relay may
 * have carried a newer transition since the batch was read, and its row went with the others.
 */
async function replaceRows(collections: Collections, batch: readonly TransitionRecord[]): Promise<void> {
  if (batch.length === 0) return;
  const ids = batch.map(({ stream }) => stream);
  for (const table of ROW_TABLES) await rowsIn(collections, table).deleteMany({ _id: trusted({ $in: ids }) });
  const present = await Promise.all(ids.map((stream) => readHead(collections, stream)));
  await rollForward(
    collections,
    present.filter((head) => head !== null),
  );
}

async function deleteOrphanRows(collections: Collections, known: ReadonlySet<string>): Promise<void> {
  for (const table of ROW_TABLES.map((name) => rowsIn(collections, name))) {
    const rows = await table.find().select({ _id: 1 }).lean();
    for (const { _id } of rows) {
      // What was not there when the transitions were read may have been born since.
      if (known.has(_id) || (await collections.transitions.findOne(ofStream(_id), { _id: 1 }).lean()) !== null)
        continue;
      await table.deleteOne({ _id });
    }
  }
}

/** Whether there are rows of before a field was added by which lists find them: they are missing there until they are made anew. */
export async function hasOlderRows(collections: Pick<Collections, RowTable>): Promise<boolean> {
  const unread = { readers: trusted({ $exists: false }) };
  const found = await Promise.all(ROW_TABLES.map((table) => rowsIn(collections, table).exists(unread)));
  return found.some((row) => row !== null);
}

/** Streams whose row differs from what a rebuild would write. */
export async function differingProjections(collections: Collections): Promise<string[]> {
  const differing: string[] = [];
  for await (const head of heads(collections)) {
    const { table, row } = await rowFor(collections, head);
    const stored = await rowsIn(collections, table).findOne({ _id: head.stream }).lean();
    if (!isDeepStrictEqual(comparable(stored), comparable(row))) {
      differing.push(head.stream);
    }
  }
  return differing;
}

/** The row of a stream, and in a hearing's what it has from its item. */
async function rowFor(collections: Collections, head: TransitionRecord) {
  const own = project(head);
  const item = own.table === 'hearings' ? await readHead(collections, own.row.item) : null;
  if (item === null) return own;
  return { ...own, row: { ...own.row, readers: (project(item).row as ItemRow).readers } };
}

/** Whether search has seen the row, and how new its item was, is no part of what it says. */
function comparable(row: object | null): unknown {
  const { toIndex: _, readersAsOf: _1, ...said } = (row ?? {}) as Partial<ItemRow & HearingRow>;
  return JSON.parse(JSON.stringify(said));
}
