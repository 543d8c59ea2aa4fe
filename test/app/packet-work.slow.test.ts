import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packetWork } from '#src/app/packet-work.ts';
import { createWorld, type World } from '../http/world.ts';

/** No process has it: Linux counts to 2^22 at most. */
const NOBODY = 5_000_000;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it('Files that are written for a dead process after it was cleaned up go within some seconds', async () => {
  const work = packetWork(world.app);
  const name = (await readdir(tmpdir())).find((each) => each.startsWith(`sagsgang-packet-${process.pid}-`));
  const [left, alive] = [`${NOBODY}-late`, `${process.pid}-own`].map((each) => join(tmpdir(), name ?? '', each));
  await Promise.all([left, alive].map((path) => mkdir(path ?? '')));
  await expect.poll(() => existsSync(left ?? ''), { timeout: 30_000, interval: 100 }).toBe(false);
  expect(existsSync(alive ?? '')).toBe(true);
  await work.close?.();
});
