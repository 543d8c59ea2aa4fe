/** Runs `npm run demo` and `npm run verify` as a person would, and reads what they leave behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TimelineFile } from '#src/store/timeline.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  /** Null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** Resolves when so many lines have been printed on stdout, or the process has ended. */
  lines(count: number): Promise<void>;
}

/** Starts an entry point; without npm around it, so that a signal meets the process that is meant. */
export function start(entry: string, args: readonly string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [join(ROOT, entry), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  child.stdout.on('data', (piece: Buffer) => {
    stdout += piece.toString('utf8');
    for (const look of watchers) look();
  });
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece.toString('utf8');
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const lines = (count: number) =>
    Promise.race([
      ended.then(() => undefined),
      new Promise<void>((resolve) => {
        const look = () => {
          if (stdout.split('\n').length > count) resolve();
        };
        watchers.add(look);
        look();
      }),
    ]);
  return { child, ended, lines };
}

/** `npm run -s <script> -- <args>`, the whole command. */
export function npmRun(script: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '-s', script, '--', ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (piece: Buffer) => {
      stdout += piece.toString('utf8');
    });
    child.stderr.on('data', (piece: Buffer) => {
      stderr += piece.toString('utf8');
    });
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

export const readTimeline = async (out: string): Promise<TimelineFile> =>
  JSON.parse(await readFile(join(out, 'timeline.json'), 'utf8')) as TimelineFile;

/** The Message-IDs of the mails in the folder, in the order of the files' names. */
export async function messageIdsIn(out: string): Promise<string[]> {
  const folder = join(out, 'mails');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort();
  const mails = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return mails.map((mail) => /^message-id:\s*(<[^>]+>)/im.exec(mail)?.[1] ?? 'none');
}

/** The state in which each stream ended. */
export const finalStates = ({ transitions }: TimelineFile): Record<string, string> =>
  Object.fromEntries(transitions.toSorted((a, b) => a.seq - b.seq).map(({ stream, to }) => [stream, to]));
