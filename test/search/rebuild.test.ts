/** `npm run rebuild` makes all that search reads again: no worker is at work here, and nobody searches. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { indexAllChanged } from '#src/search/index-items.ts';
import { openTown, planOf, type Town, textOf } from '../commands/town.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

/** Runs the command as an operator does. */
async function rebuild(): Promise<string> {
  const env = { PATH: process.env.PATH, MONGODB_URI: town.app.config.MONGODB_URI };
  const { stdout } = await promisify(execFile)(process.execPath, ['src/app/rebuild.ts'], { cwd: root, env });
  return stdout;
}
async function searched() {
  const { searchRows, searchWords } = town.app.collections;
  return {
    rows: await searchRows.find().sort({ _id: 1 }).lean(),
    words: await searchWords.find().sort({ _id: 1 }).lean(),
  };
}

it('the words of items and drafts are there again after a rebuild, where they were lost', async () => {
  await town.submitted(planOf(), textOf('Havneplanen'));
  await town.draft(planOf(), textOf('Skoleplanen'));
  await town.app.relay.flush();
  await indexAllChanged(town.app);
  const before = await searched();
  expect(before.rows.map(({ titleKey }) => titleKey).toSorted()).toEqual(['havneplanen', 'skoleplanen']);
  const { searchRows, searchWords } = town.app.collections;
  await Promise.all([searchRows.deleteMany({}), searchWords.deleteMany({})]);
  expect(await rebuild()).toContain('2 punkter kan søges i.');
  expect(await searched()).toEqual(before);
});
