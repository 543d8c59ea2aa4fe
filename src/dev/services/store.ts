import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Log } from './cache-folder.ts';
import { startFerret } from './ferretdb.ts';
import { findMongod, type Mongod, startMongod } from './mongod.ts';
import type { Ports } from './ports.ts';
import { startPostgres } from './postgres.ts';
import type { Supervised } from './supervise.ts';

/** The database name in the address: the embedded store serves one installation. */
const DATABASE = 'sagsgang';

export type StoreService = { readonly uri: string; readonly name: string; readonly parts: readonly Supervised[] };

const engine = z.enum(['mongod', 'ferretdb']);
type Engine = z.infer<typeof engine>;

const engineFile = (dataDir: string): string => join(dataDir, 'store-engine.txt');

/** The engine that wrote the data folder: another one would start with an empty database. */
const engineBefore = async (dataDir: string): Promise<Engine | null> => {
  try {
    return engine.parse((await readFile(engineFile(dataDir), 'utf8')).trim());
  } catch {
    return null;
  }
};

const startMongodStore = async (mongod: Mongod, dataDir: string, ports: Ports, log: Log): Promise<StoreService> => {
  const { port, part } = await startMongod(mongod, dataDir, ports, log);
  // Direct: the set's recorded member address is last start's port when that port was taken meanwhile.
  const uri = `mongodb://127.0.0.1:${port}/${DATABASE}?directConnection=true`;
  return { uri, name: mongod.name, parts: [part] };
};

const startFerretStore = async (dataDir: string, ports: Ports, log: Log): Promise<StoreService> => {
  const postgres = startPostgres(dataDir, ports, log);
  const url = postgres.then((started) => started.url);
  try {
    const ferret = await startFerret(dataDir, ports, url, log);
    return {
      uri: `mongodb://127.0.0.1:${ferret.port}/${DATABASE}`,
      name: 'PostgreSQL 18 + DocumentDB 1.0 behind FerretDB 2.7',
      parts: [(await postgres).part, ferret.part],
    };
  } catch (error) {
    await postgres.then((started) => started.part.stop()).catch(() => {});
    throw error;
  }
};

/**
 * Finds or starts the store: the address given, `mongod` on PATH, the program that mongodb-memory-server downloads, then
 * PostgreSQL with DocumentDB behind FerretDB.
 * @param given MONGODB_URI, used as it is
 */
export const startStore = async (
  dataDir: string,
  ports: Ports,
  given: string | undefined,
  log: Log,
): Promise<StoreService> => {
  if (given !== undefined) return { uri: given, name: 'MONGODB_URI', parts: [] };
  const before = await engineBefore(dataDir);
  const mongod = before === 'ferretdb' ? null : await findMongod(log);
  const chosen: Engine = mongod === null ? 'ferretdb' : 'mongod';
  const started =
    mongod === null ? await startFerretStore(dataDir, ports, log) : await startMongodStore(mongod, dataDir, ports, log);
  if (before !== chosen) await writeFile(engineFile(dataDir), `${chosen}\n`);
  return started;
};
