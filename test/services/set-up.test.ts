import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('./build-script.ts', import.meta.url));

describe('a set-up that builds into the cache', () => {
  let cache = '';
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'sagsgang-cache-'));
  });
  afterEach(() => rm(cache, { recursive: true, force: true }));

  const build = (
    mark: string,
    slowMs: number,
  ): { child: ChildProcess; half: Promise<void>; ended: Promise<number | null> } => {
    const child = spawn(process.execPath, [SCRIPT, mark, String(slowMs)], {
      env: { ...process.env, XDG_CACHE_HOME: cache },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const half = new Promise<void>((resolve) => child.stdout?.once('data', () => resolve()));
    return { child, half, ended: new Promise((resolve) => child.once('exit', (code) => resolve(code))) };
  };
  const built = async (): Promise<Record<string, string>> => {
    const folder = join(cache, 'sagsgang', 'thing-1');
    const names = (await readdir(folder)).sort();
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')])),
    );
  };

  it('is not taken for finished when it was killed halfway, and the next one cleans up after it', async () => {
    const first = build('first', 60_000);
    await first.half;
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await build('second', 0).ended).toBe(0);
    expect(await built()).toEqual({ first: 'second', second: 'second' });
    expect(await readdir(join(cache, 'sagsgang'))).toEqual(['thing-1']);
  });

  it('is done once when two ask for it at the same time', async () => {
    const first = build('first', 1_000);
    await first.half;
    const second = build('second', 0);
    expect(await Promise.all([first.ended, second.ended])).toEqual([0, 0]);
    expect(await built()).toEqual({ first: 'first', second: 'first' });
  });

  it('goes on in the one that waited when the other is killed', async () => {
    const first = build('first', 60_000);
    await first.half;
    const second = build('second', 0);
    first.child.kill('SIGKILL');
    expect(await second.ended).toBe(0);
    expect(await built()).toEqual({ first: 'second', second: 'second' });
  });
});
