import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOnce, cacheFolder, type Log } from './cache-folder.ts';
import { type Command, run } from './child.ts';
import { CERTIFICATES_INSIDE, goFolder, insideFolder } from './debian-folder.ts';
import { environment } from './environment.ts';
import { findOnPath } from './find-on-path.ts';
import { onPorts, type Ports } from './ports.ts';
import { SetupError } from './setup-error.ts';
import { type Supervised, supervise } from './supervise.ts';
import { portAnswers } from './wait-for.ts';

export type FerretService = { readonly port: number; readonly part: Supervised };

const SOURCE = fileURLToPath(new URL('./ferretdb/', import.meta.url));
/** FerretDB 2.7 says `go 1.25` in its go.mod. */
const OLDEST_GO = [1, 25] as const;

const goOnPath = async (): Promise<string | null> => {
  const go = findOnPath('go');
  if (go === null) return null;
  const found = /go(\d+)\.(\d+)/.exec((await run({ file: go, args: ['version'] })).output);
  const [major, minor] = [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
  return major > OLDEST_GO[0] || (major === OLDEST_GO[0] && minor >= OLDEST_GO[1]) ? go : null;
};

const buildArguments = (output: string): string[] => [
  'build',
  '-mod=readonly',
  '-trimpath',
  '-buildvcs=false',
  '-o',
  output,
  '.',
];

const goBuild = async (temporary: string, log: Log): Promise<Command> => {
  const settings = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '' };
  const go = await goOnPath();
  if (go !== null) {
    return { file: go, args: buildArguments(temporary), cwd: SOURCE, env: { ...environment, ...settings } };
  }
  const root = await goFolder(log);
  const work = dirname(temporary);
  return insideGo(root, work, temporary, settings, log);
};

/** Go from its own root folder: sources come in as a read-only copy, modules and build cache stay in the cache folder. */
const insideGo = async (
  root: string,
  work: string,
  temporary: string,
  settings: Record<string, string>,
  log: Log,
): Promise<Command> => {
  const inside = await insideFolder(
    { folder: root, data: work, uid: '0', readable: SOURCE },
    { file: '/usr/bin/go', args: buildArguments(`/run/data/${temporary.slice(work.length + 1)}`) },
    log,
  );
  // The certificates that this machine trusts, a proxy's own among them, and not only Debian's.
  const caches = {
    SSL_CERT_FILE: CERTIFICATES_INSIDE,
    GOPATH: '/run/data/go',
    GOCACHE: '/run/data/go-build',
    HOME: '/tmp',
  };
  return { ...inside, env: { ...environment, ...settings, ...caches } };
};

/** The program, built once for each state of its sources. */
const ferretProgram = async (log: Log): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of ['main.go', 'go.mod', 'go.sum']) hash.update(await readFile(join(SOURCE, file)));
  return buildOnce(`ferretdb-2.7.0-${hash.digest('hex').slice(0, 12)}-${process.arch}`, log, async (temporary) => {
    log('Bygger FerretDB (første gang; under et minut) …');
    let modules = 0;
    const built = await run(await goBuild(temporary, log), (line) => {
      if (!line.startsWith('go: downloading')) return;
      modules += 1;
      if (modules % 10 === 0) log(`  ${modules} Go-moduler hentet`);
    });
    if (built.code !== 0) {
      throw new SetupError(
        `FerretDB kunne ikke bygges i ${cacheFolder()}: ${built.output.trim().split('\n').at(-1) ?? ''} (eller sæt MONGODB_URI).`,
      );
    }
  });
};

/**
 * Starts FerretDB, the MongoDB wire protocol in front of PostgreSQL.
 * @param postgres resolves with PostgreSQL's address: the program is built while the database starts
 */
export const startFerret = async (
  dataDir: string,
  ports: Ports,
  postgres: Promise<string>,
  log: Log,
): Promise<FerretService> => {
  const [program, url] = await Promise.all([ferretProgram(log), postgres]);
  const state = join(dataDir, 'ferretdb');
  await mkdir(state, { recursive: true });
  return onPorts(ports, ['mongodb'], async (port) => {
    const part = await supervise(
      {
        name: 'FerretDB',
        command: { file: program, args: ['-postgres', url, '-listen', `127.0.0.1:${port}`, '-state', state] },
        logFile: join(dataDir, 'logs', 'ferretdb.log'),
        ready: (running) => portAnswers(port, running.ended),
        stopSignal: 'SIGTERM',
        stopLimitMs: 1_000,
      },
      log,
    );
    return { port, part };
  });
};
