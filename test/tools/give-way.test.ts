/** Work in the background gives way to pages, with all its threads and all that it runs; Linux says by how much. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../files/make.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Says what a process and its session are given, and then the same of a tool that it runs. */
const SCRIPT = `
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { giveWay } from '#src/tools/give-way.ts';
import { runTool } from '#src/tools/run-tool.ts';
const session = (pid) => { try { return readFileSync('/proc/' + pid + '/autogroup', 'utf8').replace(/.*nice/s, '').trim(); } catch { return null; } };
if (process.argv[1] === 'gives way') giveWay();
const limits = { memoryMb: 100, cpuSeconds: 5, wallMs: 20000, outputMb: 1 };
const tool = 'nice; sleep 1; cat /proc/self/autogroup 2>/dev/null || true; cut -d " " -f 41 /proc/self/stat';
const { stdout } = await runTool({ file: 'sh', args: ['-c', tool], folder: process.cwd(), limits });
const [nice, ...rest] = stdout.trim().split('\\n');
const policy = rest.pop();
const [ofSession = ''] = rest;
console.log(JSON.stringify({
  threads: [...new Set(readdirSync('/proc/self/task').map((thread) => getPriority(Number(thread))))],
  session: session('self'),
  tool: Number(nice),
  policies: [...new Set([readFileSync('/proc/self/stat', 'utf8').replace(/^.*\\) /s, '').split(' ')[38], policy])].map(Number),
  toolSession: /nice (\\S+)/.exec(ofSession)?.[1] ?? null,
}));
process.exit(0);
`;

/** What a new process in a session of its own says of itself. */
const said = (how: 'gives way' | 'does not') =>
  inFolder(async (folder) => {
    const module = `process.chdir(${JSON.stringify(folder)});${SCRIPT}`;
    const args = ['--wait', process.execPath, '--input-type=module', '-e', module, how];
    const { stdout } = await promisify(execFile)('setsid', args, { cwd: ROOT });
    return JSON.parse(stdout) as unknown;
  });
/** SCHED_IDLE where sessions share the processors, and SCHED_OTHER; of the process and its tool. */
const policies = (idle: boolean) => [idle && existsSync('/proc/self/autogroup') && existsSync('/usr/bin/chrt') ? 5 : 0];
/** Where the kernel has no groups by session, niceness alone counts. */
const ofSession = (nice: string) => (existsSync('/proc/self/autogroup') ? nice : null);

describe('A process', () => {
  it('that gives way does so with its threads, its session and its tools', async () => {
    expect(await said('gives way')).toEqual({
      threads: [10],
      session: ofSession('10'),
      tool: 10,
      policies: policies(true),
      toolSession: ofSession('10'),
    });
  });

  it('that does not leaves its tools as they are', async () => {
    expect(await said('does not')).toEqual({
      threads: [0],
      session: ofSession('0'),
      tool: 0,
      policies: policies(false),
      toolSession: ofSession('0'),
    });
  });
});
