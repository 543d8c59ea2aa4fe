import type { ChildProcess, StdioOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { findOnPath } from './find-on-path.ts';

/** A program to run, with its arguments. */
export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
};

/**
 * The same command, killed by the kernel when this process dies, whatever it dies of. `setpriv` is part of util-linux, which
 * every Linux distribution has; elsewhere a child that is left over is found and stopped by the next start (see `supervise`).
 */
export const dyingWithParent = (command: Command): Command => {
  const setpriv = process.platform === 'linux' ? findOnPath('setpriv') : null;
  if (setpriv === null) return command;
  return { ...command, file: setpriv, args: ['--pdeathsig', 'KILL', '--', command.file, ...command.args] };
};

/**
 * Starts a command that dies with this process. It gets a session of its own, so that Ctrl-C in the terminal reaches only the
 * process that stops the parts in order.
 */
export const spawnDyingWithParent = (command: Command, stdio: StdioOptions): ChildProcess => {
  const wrapped = dyingWithParent(command);
  return spawn(wrapped.file, wrapped.args, { stdio, detached: true, env: wrapped.env, cwd: wrapped.cwd });
};

/** How a finished command ended. */
export type Finished = { readonly code: number | null; readonly output: string };

/**
 * Runs a command to its end.
 * @param onLine called with each line it prints, on stdout or stderr
 * @returns exit code (null when it was killed) and everything printed, the last 64 kB of it
 */
export const run = (command: Command, onLine: (line: string) => void = () => {}): Promise<Finished> =>
  new Promise((resolve) => {
    const child = spawnDyingWithParent(command, ['ignore', 'pipe', 'pipe']);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream?.on('data', (part: Buffer) => {
        const text = part.toString('utf8');
        output = (output + text).slice(-65_536);
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) onLine(line);
      });
    }
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
