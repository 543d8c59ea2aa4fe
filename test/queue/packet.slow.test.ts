/** The queue `packet`: what is wanted of a file is made by a process of its own, once, whatever dies meanwhile. */
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '#src/app/worker.ts';
import { KEPT_BYTES } from '#src/files/local-bytes.ts';
import { requestRenditions } from '#src/renditions/request.ts';
import { comes, crowded, isAlive, openPacketTown, type PacketTown, sandboxesOf } from './packet-town.ts';

let town: PacketTown;
beforeAll(async () => {
  town = await openPacketTown({ JOB_LOCK_SECONDS: '1', RECONCILE_SECONDS: '1' });
});
afterAll(() => town.close());

/** What jobs have left in a worker's folder, beside the bytes that it keeps of the store. */
const leftIn = (folder: string) => readdirSync(`${tmpdir()}/${folder}`).filter((name) => name !== KEPT_BYTES);
/** The folders that workers keep their temporary files in. */
const foldersOf = (pid: number) => readdirSync(tmpdir()).filter((name) => name.startsWith(`sagsgang-packet-${pid}-`));

describe('a file that is wanted', () => {
  it('is prepared, and gets text and picture afterwards, of which nothing is left on the disk', async () => {
    const worker = await startWorker(town.app, ['packet']);
    const file = await town.wanted({ pages: 3 });
    await town.isDone(file);
    await town.isDone(file, 'preview');
    expect(await town.row(file)).toMatchObject({
      facts: { pages: 3, textPages: 3, tagged: false },
      deaths: 0,
      step: null,
    });
    // Pages go first.
    expect([...new Set(sandboxesOf(process.pid).map((pid) => getPriority(pid)))]).toEqual([10]);
    const [folder = ''] = foldersOf(process.pid);
    // The row is closed first.
    await expect.poll(() => leftIn(folder), comes).toEqual([]);
    await worker.stop();
    expect(existsSync(`${tmpdir()}/${folder}`)).toBe(false);
  });

  it('by several at once is prepared once, also by two workers', async () => {
    const workers = await Promise.all([startWorker(town.app, ['packet']), startWorker(town.app, ['packet'])]);
    const files = await Promise.all([1, 2, 3, 4].map((pages) => town.wanted({ pages })));
    await Promise.all([1, 2, 3].map(() => requestRenditions(town.app, files)));
    for (const file of files) await town.isDone(file);
    await requestRenditions(town.app, files);
    for (const file of files) expect(await town.row(file)).toMatchObject({ state: 'done', attempts: 1 });
    for (const worker of workers) await worker.stop();
  });

  it('is not forgotten by a Redis that forgets everything', async () => {
    const file = await town.wanted();
    await forgetAll();
    const worker = await startWorker(town.app);
    await town.isDone(file);
    const other = await town.wanted();
    await forgetAll();
    await town.isDone(other);
    await town.isDone(other, 'preview');
    await worker.stop();
  });

  it('is prepared also where there is no Redis', async () => {
    const alone = await openPacketTown({ REDIS_URL: 'redis://127.0.0.1:1', REDIS_AWAY_SECONDS: '1' });
    const file = await alone.wanted();
    const worker = await startWorker(alone.app, ['packet']);
    await alone.isDone(file);
    await alone.isDone(file, 'preview');
    await worker.stop();
    await alone.close();
  });
});

describe('a process in the middle of a file', () => {
  it('that is killed has its file done by another, and the death is noted', async () => {
    const worker = await startWorker(town.app, ['packet']);
    const file = await town.wantedLong();
    await town.isTaken(file);
    for (const pid of sandboxesOf(process.pid)) process.kill(pid, 'SIGKILL');
    await town.isDone(file);
    expect(await town.row(file)).toMatchObject({ deaths: 1, attempts: 2 });
    const [folder = ''] = foldersOf(process.pid);
    await expect.poll(() => leftIn(folder), comes).toEqual([]);
    await worker.stop();
  });

  it('that is killed before it could begin keeps neither the file nor those after it waiting', async () => {
    const worker = await startWorker(town.app, ['packet']);
    const files = await Promise.all([1, 2, 3].map((pages) => town.wanted({ pages })));
    // As many as do jobs at the same time, each as soon as it is seen.
    const killed = new Set<number>();
    const killNew = () => {
      for (const pid of sandboxesOf(process.pid).filter((each) => !killed.has(each))) {
        process.kill(pid, 'SIGKILL');
        killed.add(pid);
      }
      return killed.size;
    };
    await expect.poll(killNew, { ...comes, interval: 1 }).toBeGreaterThanOrEqual(town.app.config.PACKET_CONCURRENCY);
    for (const file of files) await town.isDone(file);
    await worker.stop();
  });

  it('that dies of it three times has shown that the file is too demanding, and keeps no other file from being done', async () => {
    const small = await openPacketTown({ PACKET_MEMORY_MB: '128' });
    const file = await small.stored(crowded(100_000));
    await requestRenditions(small.app, [file]);
    const worker = await startWorker(small.app, ['packet']);
    await expect.poll(async () => (await small.row(file))?.state, { timeout: 150_000, interval: 200 }).toBe('failed');
    expect(await small.row(file)).toMatchObject({ deaths: 3, failure: { rule: 'file-too-demanding' } });
    const other = await small.wanted();
    await small.isDone(other);
    await worker.stop();
    await small.close();
  }, 180_000);

  it('ends with its worker, whose death costs no more than the step that was under way', async () => {
    const dying = town.startProcess();
    const file = await town.wantedLong();
    await town.isTaken(file);
    const sandboxes = sandboxesOf(dying.pid ?? 0);
    expect(sandboxes.length).toBeGreaterThan(0);
    dying.kill('SIGKILL');
    await once(dying, 'exit');
    await expect.poll(() => sandboxes.filter(isAlive), comes).toEqual([]);
    expect(foldersOf(dying.pid ?? 0)).toHaveLength(1);
    const other = await startWorker(town.app);
    await town.isDone(file);
    expect(await town.row(file)).toMatchObject({ deaths: 0 });
    expect(foldersOf(dying.pid ?? 0)).toEqual([]);
    await other.stop();
  }, 180_000);
});

/** Takes everything out of Redis that belongs to this town. */
async function forgetAll(): Promise<void> {
  const { REDIS_URL, QUEUE_PREFIX } = town.app.config;
  const redis = new Redis(REDIS_URL);
  const keys = await redis.keys(`${QUEUE_PREFIX}:*`);
  if (keys.length > 0) await redis.del(keys);
  redis.disconnect();
}
