/** The thread that ends a process whose job takes too long, or whose worker is gone, also while the process computes and hears nothing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const WATCHDOG = new URL('../../src/queue/watchdog.ts', import.meta.url).href;

/** Runs a process with a watchdog. @returns the signal that ended it */
async function endOf(parent: string, then: string): Promise<NodeJS.Signals | null> {
  const script = `
    import { startWatchdog } from '${WATCHDOG}';
    const watchdog = startWatchdog(${parent});
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    ${then}`;
  const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return signal;
}

describe('the watchdog', () => {
  it('kills a process whose job takes too long, although it hears nothing', async () => {
    expect(await endOf('process.ppid', 'watchdog.begin(300); for (;;);')).toBe('SIGKILL');
  });

  it('leaves one alone whose job is over in time', async () => {
    const inTime = 'watchdog.begin(400); watchdog.end(); await new Promise((resolve) => setTimeout(resolve, 1_500));';
    expect(await endOf('process.ppid', inTime)).toBeNull();
  });

  it('kills a process whose worker was gone before it looked', async () => {
    expect(await endOf('1', 'for (;;);')).toBe('SIGKILL');
  });
});
