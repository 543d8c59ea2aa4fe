/** Runs another program on files that strangers have sent: with limits of memory, time and output, and told nothing of this service. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram, PATH } from './find-program.ts';
import { givesWayAlike } from './give-way.ts';
import { memoryOf } from './memory-of.ts';

export interface ToolLimits {
  /** Of the program and all that it starts, together. */
  memoryMb: number;
  /** Of processor time, of each process. */
  cpuSeconds: number;
  /** From its start to its end. */
  wallMs: number;
  /** By which the files in the folder may grow together, and of each file. */
  outputMb: number;
}

export interface ToolRun {
  /** A program's name, or its full path. */
  file: string;
  args: readonly string[];
  /** Where it runs, with its home and temporary files; the caller makes and removes it. */
  folder: string;
  limits: ToolLimits;
  /** Megabytes that it sets aside and does not use: the kernel counts them as well (RLIMIT_DATA), and `memoryMb` is meant beside them. */
  reservedMb?: number;
  /** Beside PATH, HOME, TMPDIR, LANG and TZ, which are all that it gets. */
  env?: Readonly<Record<string, string>>;
}

export type KilledBy = 'memory' | 'time' | 'output';

export interface ToolResult {
  /** Null where a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** At most 16 MB: a program that prints more has exceeded its output. */
  stdout: string;
  /** The first 64 kB. */
  stderr: string;
  /** The limit that it exceeded. Null with a signal: somebody else has killed it, and the file need not be at fault. */
  killedBy: KilledBy | null;
}

const MOST_STDOUT = 16 * 1024 * 1024;
const MOST_STDERR = 64 * 1024;
/** How often memory and folder are looked at, in milliseconds. */
const LOOK_EVERY = 100;
const MB = 1024 * 1024;

/** What programs say when the kernel refuses them more: those that then end by themselves have exceeded the limit all the same. */
const SAYS_NO_MEMORY =
  /out of memory|array buffer allocation failed|failed to allocate memory|bad_alloc|cannot allocate memory|MemoryError|memory allocation/i;
const SAYS_NO_ROOM = /file too large|file size limit|fatal exception: signal 25\b/i;
/** LibreOffice catches signals 24 and 25, by which the kernel says that time and file size are used up (signal(7)), and ends otherwise. */
const SAYS_NO_TIME = /cpu time limit|fatal exception: signal 24\b/i;

/**
 * Resolves when the program has ended, whatever its exit code; then nothing that it started is left either, and it ends with this
 * process, whatever this one dies of. The limits are the kernel's (setrlimit(2): memory written to, processor time, size of a file), and
 * looked at from here for all its processes together.
 * @throws ProgramMissing where it, or `prlimit` and `setpriv` of util-linux, are not installed
 */
export async function runTool({ file, args, folder, limits, reservedMb = 0, env = {} }: ToolRun): Promise<ToolResult> {
  const bounds = [
    `--data=${(limits.memoryMb + reservedMb) * MB}`,
    // At the first limit it gets a signal that it may ignore, at the second one that it may not.
    `--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + 2}`,
    `--fsize=${limits.outputMb * MB}`,
    '--core=0',
  ];
  const command = [findProgram('prlimit'), ...bounds, '--', findProgram(file), ...args];
  const before = await sizeOf(folder);
  const child = spawn(findProgram('setpriv'), ['--pdeathsig', 'KILL', '--', ...command], {
    cwd: folder,
    env: { PATH, HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8', TZ: 'Europe/Copenhagen', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  return watch(child, limits, async () => (await sizeOf(folder)) - before);
}

/** @param written bytes that it has added to its folder */
function watch(child: ChildProcess, limits: ToolLimits, written: () => Promise<number>): Promise<ToolResult> {
  let killedBy: KilledBy | null = null;
  let ended = false;
  const killGroup = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Nothing of it is left.
    }
  };
  const exceed = (limit: KilledBy) => {
    killedBy ??= limit;
    killGroup();
  };
  const stdout = collect(child.stdout, MOST_STDOUT, () => exceed('output'));
  const stderr = collect(child.stderr, MOST_STDERR);
  const deadline = setTimeout(() => exceed('time'), limits.wallMs);
  let mostMemory = 0;
  let givesWay = givesWayAlike(child.pid);
  let looking: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    if (!givesWay) givesWay = givesWayAlike(child.pid);
    const memory = child.pid === undefined ? 0 : await memoryOf(child.pid);
    mostMemory = Math.max(mostMemory, memory);
    if (memory > limits.memoryMb) exceed('memory');
    if ((await written()) > limits.outputMb * MB) exceed('output');
    if (!ended) looking = setTimeout(look, LOOK_EVERY);
  };
  looking = setTimeout(look, LOOK_EVERY);
  const stop = () => {
    ended = true;
    clearTimeout(deadline);
    clearTimeout(looking);
  };
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      stop();
      reject(error);
    });
    // What it has started and left behind keeps the pipes open.
    child.once('exit', killGroup);
    child.once('close', (code, signal) => {
      stop();
      const said = { stdout: stdout(), stderr: stderr() };
      resolve({
        code,
        signal,
        ...said,
        killedBy: killedBy ?? exceeded(code, signal, said.stderr, mostMemory / limits.memoryMb),
      });
    });
  });
}

/** Broken off by SIGSEGV or SIGABRT, by itself or by a program that it has started. */
const CRASHED = [134, 139];
/** A crash with so much of the memory in use is one for want of memory: few programs say so. */
const NEARLY_ALL = 0.7;

/** The limit of the kernel that a program has met. @param used the most memory that was seen, as a part of what it may have */
function exceeded(code: number | null, signal: NodeJS.Signals | null, stderr: string, used: number): KilledBy | null {
  if (code === 0) return null;
  if (signal === 'SIGXCPU' || SAYS_NO_TIME.test(stderr)) return 'time';
  if (signal === 'SIGXFSZ' || SAYS_NO_ROOM.test(stderr)) return 'output';
  if (SAYS_NO_MEMORY.test(stderr)) return 'memory';
  const crashed = signal === 'SIGSEGV' || signal === 'SIGABRT' || CRASHED.includes(code ?? 0);
  return crashed && used > NEARLY_ALL ? 'memory' : null;
}

/** @returns what has come so far, read as UTF-8; what comes after `most` bytes is dropped */
function collect(stream: NodeJS.ReadableStream | null, most: number, onMore: () => void = () => {}): () => string {
  const parts: Buffer[] = [];
  let size = 0;
  stream?.on('data', (part: Buffer) => {
    if (size < most) parts.push(part.subarray(0, most - size));
    size += part.length;
    if (size > most) onMore();
  });
  return () => Buffer.concat(parts).toString('utf8');
}

/** @returns bytes in all files below a folder; what vanishes meanwhile counts for nothing */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
