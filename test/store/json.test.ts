/** JSON under a hash comes back from the store as it went in, whichever way it is written. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDraft, saveDraft } from '#src/store/drafts.ts';
import { hashJson } from '#src/store/record.ts';
import { newItemId, twoProcesses } from './processes.ts';

const { store, one, other } = await twoProcesses();

/** Names that mean something to mongoose among others; empty objects, lists and texts included. */
const name = fc.constantFrom('type', 'kind', '_id', 'id', 'default', 'of', 'ref', 'a', 'b', 'rev', 'items');
const leaf = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(name, tie('json'), { maxKeys: 4 }),
  ),
}));
const body = fc.dictionary(name, json, { maxKeys: 5 });

it('a draft, saved through its model first and again, is read with the hash it had', async () => {
  await fc.assert(
    fc.asyncProperty(body, body, async (first, second) => {
      const draft = { item: newItemId(), savedBy: 'person-1', savedAt: new Date() };
      await saveDraft(store.collections, { ...draft, rev: 0, body: first });
      expect(hashJson((await readDraft(store.collections, draft.item))?.body)).toBe(hashJson(first));
      await saveDraft(store.collections, { ...draft, rev: 1, body: second });
      expect(hashJson((await readDraft(store.collections, draft.item))?.body)).toBe(hashJson(second));
    }),
    { numRuns: 60 },
  );
});

it('a document is read by another process with the hash it is stored under', async () => {
  await fc.assert(
    fc.asyncProperty(body, async (document) => {
      const hash = await one.contents.put(document);
      expect(hashJson(await other.contents.read(hash))).toBe(hash);
    }),
    { numRuns: 60 },
  );
});
