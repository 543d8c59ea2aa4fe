/** The queue `packet`: what is wanted of a file is made by a process of its own, once, whatever dies meanwhile. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '#src/app/worker.ts';
import { hashFile } from '#src/files/hash-file.ts';
import { renditionId } from '#src/renditions/rendition-rows.ts';
import { requestRenditions } from '#src/renditions/request.ts';
import { openTown, type Town } from '../commands/town.ts';
import { inFolder, pdf } from '../files/make.ts';

const comes = { timeout: 60_000, interval: 50 };

describe('a bilag', () => {
  let town: Town;
  beforeAll(async () => {
    town = await openTown({ settings: { LOG_LEVEL: 'debug' } });
  });
  afterAll(() => town.close());

  const stored = (bytes: Buffer): Promise<string> =>
    inFolder(async (folder) => {
      const path = join(folder, 'file');
      await writeFile(path, bytes);
      const { hash, size } = await hashFile(path);
      await town.app.files.put(path, { hash, size, kind: 'pdf', mime: 'application/pdf' });
      return hash;
    });
  const row = (id: string) => town.app.collections.renditions.findOne({ _id: id }).lean();

  it('is prepared by a process of its own, and gets a picture afterwards', async () => {
    const hash = await stored(pdf('Bilag', 3));
    await requestRenditions(town.app, [hash]);
    const worker = await startWorker(town.app, ['packet']);
    await expect.poll(async () => (await row(renditionId('prepare', hash)))?.state, comes).toBe('done');
    await expect.poll(async () => (await row(renditionId('preview', hash)))?.state, comes).toBe('done');
    expect(await row(renditionId('prepare', hash))).toMatchObject({ facts: { pages: 3, textPages: 3, tagged: false } });
    await worker.stop();
  });
});
