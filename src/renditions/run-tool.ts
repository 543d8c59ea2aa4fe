/** Runs a program that reads a stranger's file: within limits, and killed with all that it has started. */
import { spawn } from 'node:child_process';
import { systemEnvironment } from '#src/config.ts';

export interface ToolRun {
  file: string;
  args: readonly string[];
  /** Where it works and may write. */
  folder: string;
  limits: { seconds: number };
}

export interface ToolResult {
  /** Null where it was killed. */
  code: number | null;
  stdout: string;
  stderr: string;
  killedBy: 'memory' | 'time' | 'output' | null;
}

const MOST_SAID = 1024 * 1024;

/** @throws Error where the program is not there */
export function runTool({ file, args, folder, limits }: ToolRun): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', file, ...args], {
      cwd: folder,
      env: { ...systemEnvironment(), HOME: folder, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let killedBy: ToolResult['killedBy'] = null;
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (part: Buffer) => {
        if (said[name].length < MOST_SAID) said[name] += part.toString('utf8');
      });
    const timer = setTimeout(() => {
      killedBy = 'time';
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    }, limits.seconds * 1_000);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, ...said, killedBy });
    });
  });
}
