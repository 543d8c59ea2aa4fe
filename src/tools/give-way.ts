/** Work that nobody waits for at a page gives way to pages where both want the same processor. */
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** Of 19 (nice(2)): about a tenth of a processor that somebody else wants too, and all of one that nobody wants. */
const NICE = 10;

/**
 * From now on this process and the programs that it runs give way. Start it in a session of its own: Linux shares the processors among
 * sessions first where autogroup is on (sched(7)), so it is the session that has to give way, with all that is in it.
 */
export function giveWay(): void {
  for (const thread of threads()) {
    try {
      setPriority(thread, NICE);
    } catch {
      // It has ended meanwhile.
    }
  }
  if (sessionGivesWay('self')) countAsIdle();
}

/**
 * Where a processor does nothing but such work, Linux puts whoever wakes up there as if it did nothing (SCHED_IDLE, sched(7)), and not
 * behind somebody who is as busy: pages wait a third less. The session has its share all the same. Where there is no chrt, it is not done.
 */
const countAsIdle = (): unknown =>
  spawnSync('chrt', ['--all-tasks', '--idle', '--pid', '0', String(process.pid)], { stdio: 'ignore' });

/**
 * A program that this process has started in a session of its own inherits its niceness, and its session does not.
 * @returns false where Linux refused: it takes ten such wishes a second from whoever is not root
 */
export const givesWayAlike = (pid: number | undefined): boolean =>
  pid === undefined || getPriority() < NICE || sessionGivesWay(pid);

function sessionGivesWay(process: number | 'self'): boolean {
  try {
    writeFileSync(`/proc/${process}/autogroup`, String(NICE));
    return true;
  } catch {
    return false;
  }
}

/** Linux knows a niceness of each thread; a new one has that of the thread that starts it. */
function threads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [process.pid];
  }
}
