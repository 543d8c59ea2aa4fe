/** A town whose bilag are prepared by real workers, and the processes that do it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { environment } from '#src/dev/services/environment.ts';
import { hashFile } from '#src/files/hash-file.ts';
import { type Recipe, renditionId } from '#src/renditions/rendition-rows.ts';
import { requestRenditions } from '#src/renditions/request.ts';
import { openTown } from '../commands/town.ts';
import { inFolder, pdf } from '../files/make.ts';

export const comes = { timeout: 90_000, interval: 50 };
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Pages enough to be caught at, and fewer than a bilag may have. */
const MANY = 1_500;
let made = 0;

export async function openPacketTown(settings: Record<string, string> = {}) {
  const town = await openTown({ settings });
  const { app } = town;
  const row = (file: string, recipe: Recipe = 'prepare') =>
    app.collections.renditions.findOne({ _id: renditionId(recipe, file) }).lean();

  /** Stores a PDF as an upload does. @returns its hash */
  const stored = (bytes: Buffer): Promise<string> =>
    inFolder(async (folder) => {
      const path = join(folder, 'file');
      await writeFile(path, bytes);
      const { hash, size } = await hashFile(path);
      await app.files.put(path, { hash, size, kind: 'pdf', mime: 'application/pdf' });
      return hash;
    });
  return {
    ...town,
    row,
    stored,
    /** A file that nobody else has, and that is wanted. */
    async wanted({ pages = 1 }: { pages?: number } = {}): Promise<string> {
      const file = await stored(pdf(`Bilag ${++made} side`, pages));
      await requestRenditions(app, [file]);
      return file;
    },
    /** The same, so long that its process can be caught at it. */
    async wantedLong(): Promise<string> {
      return this.wanted({ pages: MANY });
    },
    async isDone(file: string, recipe: Recipe = 'prepare') {
      await expect.poll(async () => (await row(file, recipe))?.state, comes).toBe('done');
    },
    /** Waits until somebody works at the file. */
    async isTaken(file: string) {
      await expect.poll(async () => (await row(file))?.claimedBy ?? null, { ...comes, interval: 5 }).not.toBeNull();
    },
    /** The entry point that production starts for the queue, on the town's store and queues. */
    startProcess(): ChildProcess {
      const settings_ = Object.entries(app.config).map(([name, value]) => [name, String(value)]);
      const { PATH, HOME } = environment;
      return spawn(process.execPath, ['workers/packet.ts'], {
        cwd: ROOT,
        env: { PATH, HOME, ...Object.fromEntries(settings_) },
        stdio: 'ignore',
      });
    },
  };
}
export type PacketTown = Awaited<ReturnType<typeof openPacketTown>>;

/** A PDF of one page that holds many objects more. @param objects of which each takes memory when the file is read */
export function crowded(objects: number): Buffer {
  const text = pdf().toString('latin1');
  const at = text.indexOf('xref\n');
  const [size = 0] = [...text.matchAll(/^(\d+) 0 obj$/gm)].map(([, number]) => Number(number) + 1).toReversed();
  let body = text.slice(0, at);
  const places = [...text.matchAll(/^\d+ 0 obj$/gm)].map(({ index }) => index);
  const more: string[] = [];
  let length = body.length;
  for (let n = 0; n < objects; n++) {
    places.push(length);
    const object = `${size + n} 0 obj\n<< /A ${n} /B (x) /C [1 2 3] >>\nendobj\n`;
    more.push(object);
    length += object.length;
  }
  body += more.join('');
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const total = size + objects;
  return Buffer.from(
    `${body}xref\n0 ${total}\n0000000000 65535 f \n${table}trailer\n<< /Size ${total} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}

/** The processes that a process has started for its jobs. */
export function sandboxesOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent && commandOf(pid).includes('bullmq'));
}

export const isAlive = (pid: number): boolean => parentOf(pid) !== null;

function parentOf(pid: number): number | null {
  const status = readProc(pid, 'status');
  const state = /^State:\s+(\S)/m.exec(status)?.[1];
  return state === undefined || state === 'Z' ? null : Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
}
const commandOf = (pid: number): string => readProc(pid, 'cmdline');

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
