import { readdirSync, readFileSync } from 'node:fs';

/** A process as /proc knows it; the start time tells it from a later one with the same number. */
export type Seen = { readonly pid: number; readonly startedAt: string };

type Row = Seen & { readonly parent: number; readonly state: string };

const look = (pid: number): Row | null => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { pid, state: fields[0] ?? '', parent: Number(fields[1]), startedAt: fields[19] ?? '' };
  } catch {
    return null;
  }
};

/** A process and everything it has started, directly or not. */
export const processTree = (root: number): Seen[] => {
  const rows = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => look(Number(name)) ?? []);
  const tree = rows.filter((row) => row.pid === root);
  for (const above of tree) tree.push(...rows.filter((row) => row.parent === above.pid));
  return tree.map(({ pid, startedAt }) => ({ pid, startedAt }));
};

/** Those that still run (a zombie only waits for its parent to notice). */
export const stillRunning = (seen: readonly Seen[]): Seen[] =>
  seen.filter(({ pid, startedAt }) => {
    const row = look(pid);
    return row !== null && row.startedAt === startedAt && row.state !== 'Z';
  });
