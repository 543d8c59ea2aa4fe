/** The memory of a process and everything it has started, as Linux counts it: shared pages are divided among their users (PSS). */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 50;

async function parents(): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    // The name in parentheses may hold anything; the parent stands two fields behind it.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (Number.isInteger(parent)) found.set(Number(entry), parent);
  }
  return found;
}

function treeOf(root: number, parentOf: ReadonlyMap<number, number>): number[] {
  const tree = [root];
  for (const pid of tree) for (const [child, parent] of parentOf) if (parent === pid) tree.push(child);
  return tree;
}

async function pssOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1_024;
}

/** Bytes that the process and its descendants hold now. */
export async function treePss(root: number): Promise<number> {
  const each = await Promise.all(treeOf(root, await parents()).map(pssOf));
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
