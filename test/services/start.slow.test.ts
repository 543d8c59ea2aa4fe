import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processTree, type Seen, stillRunning } from '../setup/processes.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What the issue promises: nothing is left five seconds after npm start is told to stop, or killed. */
const GONE_WITHIN_MS = 5_000;

type Run = { readonly npm: ChildProcess; readonly ended: Promise<number | null>; output: string };

const npmStart = (dataDir: string, env: NodeJS.ProcessEnv = {}): Run => {
  const { MONGODB_URI: _m, REDIS_URL: _r, SMTP_URL: _s, ...outer } = process.env;
  const npm = spawn('npm', ['start', '--', '--data', dataDir], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...outer, NODE_ENV: 'development', ...env },
  });
  const run: Run = { npm, output: '', ended: new Promise((resolve) => npm.once('close', (code) => resolve(code))) };
  for (const stream of [npm.stdout, npm.stderr]) {
    stream?.on('data', (part: Buffer) => {
      run.output += part.toString('utf8');
    });
  }
  return run;
};

/** Until its last line: the addresses stand between the first and that one, and may come in pieces. */
const isUp = async (run: Run): Promise<void> => {
  let over = false;
  void run.ended.then(() => {
    over = true;
  });
  while (!run.output.includes('Stop med Ctrl-C')) {
    if (over) throw new Error(`npm start ended: ${run.output}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const leftAfterLimit = async (tree: readonly Seen[]): Promise<Seen[]> => {
  const limit = Date.now() + GONE_WITHIN_MS;
  while (stillRunning(tree).length > 0 && Date.now() < limit) await new Promise((resolve) => setTimeout(resolve, 50));
  return stillRunning(tree);
};

const addressesIn = (output: string): string[] => output.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];

describe('npm start', () => {
  let dataDir = '';
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sagsgang-start-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  let addresses: string[] = [];

  it('prints where the pages and the mails are, and both answer', async () => {
    const run = npmStart(dataDir);
    await isUp(run);
    addresses = addressesIn(run.output);
    expect(addresses).toHaveLength(2);
    for (const address of addresses) expect((await fetch(address)).status).toBe(200);
    process.kill(run.npm.pid ?? 0, 'SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it.each([
    { how: 'Ctrl-C in the terminal', signal: 'SIGINT', group: true, code: 0 },
    { how: 'SIGINT', signal: 'SIGINT', group: false, code: 0 },
    { how: 'SIGTERM', signal: 'SIGTERM', group: false, code: 0 },
    { how: 'SIGKILL', signal: 'SIGKILL', group: false, code: null },
  ] as const)('leaves no process behind after $how, and is at the same addresses the next time', async (way) => {
    const run = npmStart(dataDir);
    await isUp(run);
    expect(addressesIn(run.output)).toEqual(addresses);
    const pid = run.npm.pid ?? 0;
    const tree = processTree(pid);
    // npm, bootstrap, start, PostgreSQL or MongoDB, Redis, mail catcher, web, worker at the least.
    expect(tree.length).toBeGreaterThan(7);
    process.kill(way.group ? -pid : pid, way.signal);
    expect(await leftAfterLimit(tree)).toEqual([]);
    expect(await run.ended).toBe(way.code);
  });

  it('leaves no process behind when its inner process is killed outright', async () => {
    const run = npmStart(dataDir);
    await isUp(run);
    const tree = processTree(run.npm.pid ?? 0);
    // npm → bootstrap → the process that runs everything.
    process.kill(tree[2]?.pid ?? 0, 'SIGKILL');
    expect(await leftAfterLimit(tree)).toEqual([]);
    expect(await run.ended).not.toBe(0);
  });

  it('says that it already runs, and where, when it is started twice in one folder', async () => {
    const first = npmStart(dataDir);
    await isUp(first);
    const second = npmStart(dataDir);
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`Sagsgang kører allerede i denne mappe: ${addresses[0]}`);
    process.kill(first.npm.pid ?? 0, 'SIGTERM');
    expect(await first.ended).toBe(0);
  });

  it('names everything that is wrong with its settings at once, and starts nothing', async () => {
    const untouched = join(dataDir, 'untouched');
    const run = npmStart(untouched, { PORT: 'abc', SERVER_KEY: 'short', LOG_LEVEL: 'loud' });
    expect(await run.ended).toBe(1);
    for (const name of ['PORT', 'SERVER_KEY', 'LOG_LEVEL']) expect(run.output).toContain(`- ${name}:`);
    expect(existsSync(untouched)).toBe(false);
  });
});
