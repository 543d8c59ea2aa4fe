import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce, type Log } from './cache-folder.ts';
import { run } from './child.ts';
import { DATA_INSIDE, insideFolder, serversFolder, uidIn } from './debian-folder.ts';
import { onPorts, type Ports } from './ports.ts';
import { SetupError } from './setup-error.ts';
import { type Supervised, supervise } from './supervise.ts';

export type PostgresService = { readonly url: string; readonly part: Supervised };

const PROGRAMS = '/usr/lib/postgresql/18/bin';
/** Raise the number when the settings below change: a template is never edited. */
const TEMPLATE = 'postgresql-18-documentdb-template-4';

const SETTINGS = [
  "listen_addresses = '127.0.0.1'",
  "unix_socket_directories = '/tmp'",
  "shared_preload_libraries = 'pg_cron,pg_documentdb_core,pg_documentdb,pg_documentdb_extended_rum'",
  // DocumentDB's background jobs (TTL indexes) run through pg_cron, which lives in one database.
  "cron.database_name = 'postgres'",
  // Indexes that are read in their order, as MongoDB's are: a sorted list stops at its limit instead of sorting all that it finds.
  "documentdb.alternate_index_handler_name = 'extended_rum'",
  // The same for a list of several values (`$in`): their ranges of the index are merged.
  'documentdb.enable_merge_sort_for_in_prefix = on',
  'max_connections = 250',
  // Every page changed since a checkpoint goes whole into the log once: few checkpoints and compressed pages, less to write.
  "checkpoint_timeout = '30min'",
  "max_wal_size = '1GB'",
  'wal_compression = lz4',
  "default_toast_compression = 'lz4'",
  "shared_buffers = '256MB'",
  // Compiling a plan takes longer than any of our statements.
  'jit = off',
  "lc_messages = 'C'",
  "log_line_prefix = '%m [%p] '",
];

const firstRun = `set -e
${PROGRAMS}/initdb -D ${DATA_INSIDE}/data -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync > /tmp/initdb.log
cat >> ${DATA_INSIDE}/data/postgresql.conf <<'SETTINGS'
${SETTINGS.join('\n')}
SETTINGS
${PROGRAMS}/pg_ctl -D ${DATA_INSIDE}/data -w -t 60 -l /tmp/first.log -o "-c listen_addresses=''" start > /dev/null
${PROGRAMS}/psql -h /tmp -U postgres -d postgres -v ON_ERROR_STOP=1 -q -c 'create extension documentdb cascade' -c 'create extension documentdb_extended_rum'
${PROGRAMS}/pg_ctl -D ${DATA_INSIDE}/data -w -m fast stop > /dev/null
`;

/** An initialised data folder, made once per machine and copied: a copy takes a tenth of the time. */
const template = (root: string, log: Log): Promise<string> =>
  buildOnce(`${TEMPLATE}-${process.arch}`, log, async (temporary) => {
    log('Klargør en tom database (første gang) …');
    await mkdir(temporary, { recursive: true });
    const command = await insideFolder(
      { folder: root, data: temporary, uid: await uidIn(root, 'postgres') },
      { file: '/bin/sh', args: ['-c', firstRun] },
      log,
    );
    const made = await run(command);
    if (made.code !== 0) {
      throw new SetupError(`PostgreSQL kunne ikke klargøres: ${made.output.trim().split('\n').slice(-3).join(' / ')}`);
    }
  });

/** The data folder, copied under a temporary name first: an interrupted copy is never taken for a database. */
const dataFolder = async (dataDir: string, root: string, log: Log): Promise<string> => {
  const folder = join(dataDir, 'postgres');
  if (existsSync(folder)) return folder;
  const source = await template(root, log);
  const temporary = `${folder}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  await cp(source, temporary, { recursive: true, mode: 2 /* reflink where the file system can */ });
  await rename(temporary, folder);
  return folder;
};

/** Starts PostgreSQL with the DocumentDB extension on the data folder's remembered port. */
export const startPostgres = async (dataDir: string, ports: Ports, log: Log): Promise<PostgresService> => {
  const root = await serversFolder(log);
  const folder = await dataFolder(dataDir, root, log);
  const uid = await uidIn(root, 'postgres');
  return onPorts(ports, ['postgres'], async (port) => {
    const command = await insideFolder(
      { folder: root, data: folder, uid, infoFd: 3 },
      { file: `${PROGRAMS}/postgres`, args: ['-D', `${DATA_INSIDE}/data`, '-p', String(port)] },
      log,
    );
    const part = await supervise(
      {
        name: 'PostgreSQL',
        command,
        logFile: join(dataDir, 'logs', 'postgres.log'),
        ready: (running) => running.line(/database system is ready to accept connections/),
        // "Fast": open connections are closed, what is committed is kept.
        stopSignal: 'SIGINT',
        stopLimitMs: 2_000,
        pidFromInfoFd: true,
      },
      log,
    );
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, part };
  });
};
