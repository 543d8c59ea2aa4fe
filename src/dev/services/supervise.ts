import type { ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import type { Log } from './cache-folder.ts';
import { type Command, spawnDyingWithParent } from './child.ts';

/** One running process of a part, as its readiness check sees it. */
type RunningPart = {
  readonly child: ChildProcess;
  /** Resolves when a line of output (stdout or stderr) matches; rejects when the process ends first. */
  readonly line: (pattern: RegExp) => Promise<void>;
  /** Rejects when the process ends; never resolves. */
  readonly ended: Promise<never>;
};

/** A part of the system that runs as a process of its own. */
export type Part = {
  readonly name: string;
  readonly command: Command;
  /** Everything the process prints goes here. */
  readonly logFile: string;
  /** Resolves when the part answers. */
  readonly ready: (running: RunningPart) => Promise<void>;
  readonly stopSignal: NodeJS.Signals;
  /**
   * How long an ordered stop may take before SIGKILL, in milliseconds. Short: five seconds after Ctrl-C nothing may be left, and
   * every part keeps what it has acknowledged also when it is killed.
   */
  readonly stopLimitMs: number;
  /** The process to signal where it is not the child itself (a program inside bubblewrap); needs descriptor 3 of the child. */
  readonly pidFromInfoFd?: boolean;
  /** Opens a message channel to a Node process, which then sees `disconnect` when this process dies. */
  readonly ipc?: boolean;
};

/** A part that is kept running. */
export type Supervised = {
  readonly name: string;
  /** Host process id, undefined between a crash and the restart. */
  readonly pid: () => number | undefined;
  readonly restarts: () => number;
  /** Ends the part in order; resolves when its process is gone. */
  readonly stop: () => Promise<void>;
};

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** A part that ran this long is taken to be healthy: its next crash is answered at once again. */
const HEALTHY_MS = 10_000;
const READY_LIMIT_MS = 60_000;

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

type Launched = {
  readonly running: RunningPart;
  readonly pid: () => number | undefined;
  readonly gone: Promise<string>;
};

const launch = (part: Part, log: Writable): Launched => {
  const channel = part.ipc === true ? 'ipc' : part.pidFromInfoFd === true ? 'pipe' : 'ignore';
  const child = spawnDyingWithParent(part.command, ['ignore', 'pipe', 'pipe', channel]);
  let pid = part.pidFromInfoFd === true ? undefined : child.pid;
  if (part.pidFromInfoFd === true) {
    let info = '';
    const stream = child.stdio[3] as NodeJS.ReadableStream | null | undefined;
    stream?.on('data', (piece: Buffer) => {
      info += piece.toString('utf8');
      const found = /"child-pid":\s*(\d+)/.exec(info)?.[1];
      if (found !== undefined) pid = Number(found);
    });
  }
  let lastLines = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => {
      if (!log.writableEnded) log.write(piece);
      lastLines = (lastLines + piece.toString('utf8')).slice(-16_384);
      for (const watcher of watchers) watcher();
    });
  }
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      pid = undefined;
      // Let the last output arrive, but do not wait for a grandchild that holds the pipe.
      setImmediate(() => resolve(`${signal ?? `kode ${code}`}: ${lastLines.trim().split('\n').slice(-3).join(' / ')}`));
    });
  });
  const ended = gone.then((how): never => {
    throw new Error(`${part.name} stoppede (${how})`);
  });
  ended.catch(() => {});
  const line = (pattern: RegExp): Promise<void> =>
    Promise.race([
      ended,
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (!pattern.test(lastLines)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    ]);
  return { running: { child, line, ended }, pid: () => pid, gone };
};

/** What is known of a part that is kept running. */
interface Supervision {
  readonly part: Part;
  readonly log: Log;
  readonly output: WriteStream;
  readonly stopping: AbortController;
  onRestart(): void;
  restarts: number;
  current: Launched | undefined;
}

/** @throws Error when it ends, or does not answer in time */
const startOnce = async (supervision: Supervision): Promise<Launched> => {
  const { part, output } = supervision;
  const launched = launch(part, output);
  supervision.current = launched;
  let timer: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      part.ready(launched.running),
      launched.running.ended,
      new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`${part.name} svarede ikke i tide`)), READY_LIMIT_MS);
      }),
    ]);
    return launched;
  } catch (error) {
    launched.running.child.kill('SIGKILL');
    await launched.gone;
    throw error;
  } finally {
    clearTimeout(timer);
  }
};

const FIRST_STARTS = 3;

/** @throws Error with the last output when it fails three times */
const startFirst = async (supervision: Supervision): Promise<Launched> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(supervision);
    } catch (error) {
      if (attempt === FIRST_STARTS) {
        supervision.output.end();
        throw error;
      }
      // After a SIGKILL the last run's processes may need a moment to let go of the data.
      await sleep(300 * attempt, supervision.stopping.signal);
    }
  }
};

const keepRunning = async (supervision: Supervision, first: Launched): Promise<void> => {
  const { part, log } = supervision;
  const { signal } = supervision.stopping;
  let launched: Launched | undefined = first;
  let wait = FIRST_WAIT_MS;
  let since = Date.now();
  while (!signal.aborted) {
    if (launched !== undefined) {
      const how = await launched.gone;
      if (signal.aborted) return;
      log(`${part.name} stoppede uventet (${how.slice(0, 300)}); starter igen …`);
      if (Date.now() - since > HEALTHY_MS) wait = FIRST_WAIT_MS;
    }
    await sleep(wait, signal);
    if (signal.aborted) return;
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    try {
      launched = await startOnce(supervision);
      since = Date.now();
      supervision.restarts += 1;
      log(`${part.name} kører igen.`);
      supervision.onRestart();
    } catch (error) {
      launched = undefined;
      if (!signal.aborted) log(error instanceof Error ? error.message : String(error));
    }
  }
};

/** Ends the process that runs now: as the part wants it, or by force when that takes too long. */
const end = async ({ part, current }: Supervision): Promise<void> => {
  const pid = current?.pid();
  if (current === undefined || pid === undefined) return;
  const force = setTimeout(() => current.running.child.kill('SIGKILL'), part.stopLimitMs);
  try {
    process.kill(pid, part.stopSignal);
  } catch {
    // It ended by itself in this very moment.
  }
  await current.gone;
  clearTimeout(force);
};

/**
 * Starts a part and keeps it running: a process that ends unasked is started again, at once the first time and then after a wait
 * that doubles up to 5 seconds.
 * @param onRestart called when the part answers again after a crash
 * @returns once the part answers for the first time
 * @throws Error with the last output when the first start fails three times
 */
export const supervise = async (part: Part, log: Log, onRestart: () => void = () => {}): Promise<Supervised> => {
  await mkdir(dirname(part.logFile), { recursive: true });
  const output = createWriteStream(part.logFile, { flags: 'a' });
  const stopping = new AbortController();
  const supervision: Supervision = { part, log, output, stopping, onRestart, restarts: 0, current: undefined };
  const kept = keepRunning(supervision, await startFirst(supervision));
  return {
    name: part.name,
    pid: () => supervision.current?.pid(),
    restarts: () => supervision.restarts,
    stop: async () => {
      stopping.abort();
      await end(supervision);
      await kept;
      await new Promise<void>((resolve) => output.end(() => resolve()));
    },
  };
};
