/** The rows that say which documents are wanted on paper: one for each document, so that what many ask for is printed once. */
import { z } from 'zod';
import { SOURCE_TEMPLATES } from '#src/pdf/compile-job.ts';
import { typesetterHash } from '#src/pdf/typesetter-hash.ts';
import type { Collections } from '#src/store/collections.ts';
import { ignoreDuplicates } from '#src/store/collections.ts';
import type { Contents } from '#src/store/contents.ts';
import type { Print } from '#src/store/models/print.ts';
import { hashJson } from '#src/store/record.ts';
import { wantAgain, wantedNow, workRows } from '#src/store/work.ts';

/** What is printed: a template, and the JSON text that it takes. Stored among the contents, where a job finds it. */
export const StoredSource = z.strictObject({
  kind: z.literal('print'),
  template: z.enum(SOURCE_TEMPLATES),
  data: z.string(),
});
export type StoredSource = z.infer<typeof StoredSource>;

/** What failed may be tried again after so long. */
const AGAIN_AFTER_MS = 60_000;

/**
 * Says that a document is wanted on paper. The same document, date, templates and compiler give the same row.
 * @param createdAt the date in the file
 * @returns the row as it stands, printed already perhaps
 */
export async function wantPrint(
  { collections, contents }: { collections: Pick<Collections, 'prints'>; contents: Contents },
  source: Omit<StoredSource, 'kind'>,
  createdAt: Date,
): Promise<Print> {
  const body: StoredSource = { kind: 'print', template: source.template, data: source.data };
  const seconds = Math.floor(createdAt.getTime() / 1_000);
  const row = { source: hashJson(body), createdAt: seconds };
  const _id = hashJson({ ...row, typesetter: await typesetterHash() });
  const known = await collections.prints.findOne({ _id }).lean();
  if (known !== null) return (await againAfterFailure(collections, known)) ?? known;
  await contents.put(body);
  const wanted: Print = { _id, ...row, file: null, ...wantedNow() };
  await ignoreDuplicates(collections.prints.insertMany([wanted], { ordered: false }));
  return wanted;
}

async function againAfterFailure(
  { prints }: Pick<Collections, 'prints'>,
  { _id, state, endedAt }: Print,
): Promise<Print | null> {
  const mayHavePassed = Date.now() - (endedAt?.getTime() ?? 0) > AGAIN_AFTER_MS;
  return state === 'failed' && mayHavePassed ? ((await wantAgain(workRows(prints), _id)) as Print | null) : null;
}
