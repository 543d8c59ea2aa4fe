/** The memory of a process and everything it has started, as Linux counts it: shared pages are divided among their users (PSS). */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { processTree } from '#src/tools/memory-of.ts';

/** Adding up what a tree of processes holds takes some 15 ms, which the work that is watched would miss. */
const EVERY_MS = 200;

async function pssOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1_024;
}

/** Bytes that the process and its descendants hold now. */
async function treePss(root: number): Promise<number> {
  const each = await Promise.all((await processTree(root)).map(pssOf));
  return each.reduce((sum, bytes) => sum + bytes, 0);
}

/** Watches a process and its descendants while `work` runs. @returns the most bytes they held at once */
export async function peakPss<T>(root: number, work: () => Promise<T>): Promise<{ result: T; peak: number }> {
  let peak = 0;
  let over = false;
  const watching = (async () => {
    while (!over) {
      peak = Math.max(peak, await treePss(root));
      await pause(EVERY_MS);
    }
  })();
  try {
    return { result: await work(), peak };
  } finally {
    over = true;
    await watching;
  }
}
