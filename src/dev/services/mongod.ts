import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import * as z from 'zod';
import { cacheFolder, type Log } from './cache-folder.ts';
import { run } from './child.ts';
import { claimWhenFree } from './claim.ts';
import { findOnPath } from './find-on-path.ts';
import { onPorts, type Ports } from './ports.ts';
import { type Supervised, supervise } from './supervise.ts';
import { portAnswers } from './wait-for.ts';

/** A MongoDB server program and what to call it. */
export type Mongod = { readonly program: string; readonly name: string };

export type MongodService = { readonly port: number; readonly part: Supervised };

const downloadResult = z.object({ path: z.string().nullable(), triedAt: z.iso.datetime() });
/** A refused download is tried again after this long: the machine may have been moved to another network. */
const TRY_AGAIN_AFTER_MS = 7 * 24 * 3_600_000;

const versionOf = async (program: string): Promise<string> =>
  /db version v(\d+\.\d+)/.exec((await run({ file: program, args: ['--version'] })).output)?.[1] ?? '';

const rememberedDownload = async (file: string): Promise<string | null | 'unknown'> => {
  try {
    const result = downloadResult.parse(JSON.parse(await readFile(file, 'utf8')));
    if (result.path !== null) return existsSync(result.path) ? result.path : 'unknown';
    return Date.now() - Date.parse(result.triedAt) < TRY_AGAIN_AFTER_MS ? null : 'unknown';
  } catch {
    return 'unknown';
  }
};

/** mongodb-memory-server's own download, tried once; what came of it is remembered in the cache. */
const downloadMongod = async (log: Log): Promise<string | null> => {
  const folder = join(cacheFolder(), 'mongod');
  const memory = join(folder, 'download.json');
  const before = await rememberedDownload(memory);
  if (before !== 'unknown') return before;
  await mkdir(folder, { recursive: true });
  const held = await claimWhenFree(`mongod download ${folder}`, () =>
    log('En anden opsætning er i gang; venter på den …'),
  );
  try {
    const meanwhile = await rememberedDownload(memory);
    if (meanwhile !== 'unknown') return meanwhile;
    log('Leder efter MongoDB (første gang) …');
    const script = fileURLToPath(new URL('./download-mongod.ts', import.meta.url));
    const tried = await run({ file: process.execPath, args: [script, folder] }, (line) => {
      if (line === 'downloading') log('Henter MongoDB (ca. 100 MB) …');
    });
    const path = tried.code === 0 ? (/^path (.+)$/m.exec(tried.output)?.[1] ?? null) : null;
    if (path === null) log('MongoDB kan ikke hentes her.');
    await writeFile(memory, `${JSON.stringify({ path, triedAt: new Date().toISOString() })}\n`);
    return path;
  } finally {
    await held.release();
  }
};

/** The `mongod` on PATH, else the one mongodb-memory-server offers, else null. */
export const findMongod = async (log: Log): Promise<Mongod | null> => {
  const onPath = findOnPath('mongod');
  if (onPath !== null) return { program: onPath, name: `MongoDB ${await versionOf(onPath)} (maskinens egen)` };
  const downloaded = await downloadMongod(log);
  return downloaded === null ? null : { program: downloaded, name: `MongoDB ${await versionOf(downloaded)} (hentet)` };
};

/** A replica set of one: the service needs acknowledged, journaled writes, as in production. */
const initiate = async (port: number): Promise<void> => {
  const connection = mongoose.createConnection(`mongodb://127.0.0.1:${port}/admin?directConnection=true`);
  try {
    await connection.asPromise();
    const admin = connection.getClient().db('admin');
    await admin
      .command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } })
      .catch((error: { codeName?: string }) => {
        if (error.codeName !== 'AlreadyInitialized') throw error;
      });
    for (;;) {
      const hello = await admin.command({ hello: 1 });
      if (hello.isWritablePrimary === true) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await connection.close();
  }
};

/** Starts `mongod` on the data folder's remembered port as a replica set of one. */
export const startMongod = async (
  { program }: Mongod,
  dataDir: string,
  ports: Ports,
  log: Log,
): Promise<MongodService> => {
  const folder = join(dataDir, 'mongod');
  await mkdir(folder, { recursive: true });
  return onPorts(ports, ['mongodb'], async (port) => {
    const part = await supervise(
      {
        name: 'MongoDB',
        command: {
          file: program,
          args: ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', 'rs0', '--quiet'],
        },
        logFile: join(dataDir, 'logs', 'mongod.log'),
        ready: async (running) => {
          await portAnswers(port, running.ended);
          await initiate(port);
        },
        stopSignal: 'SIGTERM',
        stopLimitMs: 2_500,
      },
      log,
    );
    return { port, part };
  });
};
