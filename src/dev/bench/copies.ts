/** Many copies of one submitted item, each a whole and sound stream. */
import type { App } from '#src/context.ts';
import { hashRecord, recordId, type TransitionRecord } from '#src/store/record.ts';
import { actorsIn, submittedItem } from './items.ts';

const CHUNK = 500;

/** The records of one submitted item: the others are its copies under ids of their own, with hashes of their own. */
export async function typicalStream(app: App): Promise<TransitionRecord[]> {
  await submittedItem(app, actorsIn(await app.directory.current(), await app.clock.now()), 0);
  await app.relay.flush();
  const records = await app.collections.transitions.find().sort({ seq: 1 }).lean();
  await app.collections.deadlines.deleteMany({});
  return records.map(({ pending: _, ...record }) => record);
}

/** Many copies of the submitted item, each a whole and sound stream. @returns their ids */
export async function copyStreams(
  app: App,
  template: readonly TransitionRecord[],
  prefix: string,
  count: number,
): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `item-bench${prefix}${n}`);
  const original = template[0]?.stream ?? '';
  for (let start = 0; start < ids.length; start += CHUNK) {
    const records = ids.slice(start, start + CHUNK).flatMap((id) => copyOf(template, original, id));
    await app.collections.transitions.insertMany(records, { ordered: false });
  }
  return ids;
}

function copyOf(template: readonly TransitionRecord[], from: string, to: string): TransitionRecord[] {
  let prevHash: string | null = null;
  return template.map((record) => {
    const copy = JSON.parse(JSON.stringify(record).replaceAll(from, to)) as TransitionRecord;
    const fields = { ...copy, prevHash };
    const stored = { ...fields, _id: recordId(to, copy.seq), hash: hashRecord(fields) };
    prevHash = stored.hash;
    return stored;
  });
}
