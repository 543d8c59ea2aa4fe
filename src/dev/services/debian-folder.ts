import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce, type Log } from './cache-folder.ts';
import { type Command, dyingWithParent, run } from './child.ts';
import { environment } from './environment.ts';
import { findOnPath } from './find-on-path.ts';
import { SetupError } from './setup-error.ts';
import { ensureTools, tools } from './system-packages.ts';

/**
 * A Debian root folder with the servers that the machine itself lacks. PostgreSQL's DocumentDB extension exists only in Debian's
 * unstable distribution, whose libraries are newer than the machine's, so it cannot be installed beside them.
 */
const SERVERS = { name: 'debian-sid-servers-1', packages: ['postgresql-18-documentdb', 'redis-server'] };
const GO = { name: 'debian-sid-go-1', packages: ['golang-go', 'ca-certificates'] };

/** Parts of a Debian system that no server reads: leaving them out halves the folder. */
const LEFT_OUT = [
  '/usr/share/man/*',
  '/usr/share/doc/*',
  '/usr/share/locale/*',
  '/usr/share/info/*',
  '/usr/share/lintian/*',
];

/**
 * mmdebstrap as root works in place and would leave its package manager running when it is killed; in a process namespace of its
 * own nothing of it survives. As an ordinary user it makes such a namespace itself.
 */
const contained = async (command: Command): Promise<Command> => {
  if (process.getuid?.() !== 0) return command;
  const unshare: Command = { file: 'unshare', args: ['--pid', '--fork', '--kill-child', '--mount-proc', '--'] };
  const works = await run({ ...unshare, args: [...unshare.args, 'true'] });
  return works.code === 0
    ? { ...command, file: unshare.file, args: [...unshare.args, command.file, ...command.args] }
    : command;
};

/** A line of progress for each stage that mmdebstrap announces. */
const stage = (line: string): string | null => {
  if (/^I: (downloading|extracting|installing|running|cleaning)/.test(line)) return `  ${line.slice(3, 90)}`;
  return null;
};

/**
 * Debian's files come through tar and not straight into the folder: then all of them belong to the user who runs the service,
 * also where an ordinary user builds, and the user's home may stay closed to everybody else.
 */
const unpackDebian = async (packages: readonly string[], folder: string, log: Log): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const maker = dyingWithParent(
    await contained({
      file: 'mmdebstrap',
      args: [
        '--variant=apt',
        '--format=tar',
        `--include=${packages.join(',')}`,
        // The archive's release file may be past its date on a machine that reads a stored copy of the archive.
        '--aptopt=Acquire::Check-Valid-Until "false"',
        '--aptopt=Acquire::Retries "3"',
        '--dpkgopt=force-unsafe-io',
        ...LEFT_OUT.map((path) => `--dpkgopt=path-exclude=${path}`),
        'sid',
        '-',
      ],
    }),
  );
  const unpacker = dyingWithParent({
    file: 'tar',
    args: [
      '-x',
      '-C',
      folder,
      '--no-same-owner',
      '--exclude=./dev/*',
      '--exclude=./var/lib/apt/lists/*',
      '--exclude=./var/cache/*',
    ],
  });
  const made = spawn(maker.file, maker.args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: environment });
  const unpacked = spawn(unpacker.file, unpacker.args, { stdio: [made.stdout, 'ignore', 'pipe'], detached: true });
  // The unpacker holds the pipe's other end; this process must not, or tar would never see the end.
  made.stdout?.destroy();
  const said = { made: '', unpacked: '' };
  made.stderr?.on('data', (part: Buffer) => {
    said.made = (said.made + part.toString('utf8')).slice(-16_384);
    for (const line of part.toString('utf8').split('\n')) {
      const shown = stage(line);
      if (shown !== null) log(shown);
    }
  });
  unpacked.stderr?.on('data', (part: Buffer) => {
    said.unpacked = (said.unpacked + part.toString('utf8')).slice(-16_384);
  });
  const ended = (child: ChildProcess): Promise<number | null> =>
    new Promise((resolve) => {
      child.once('error', () => resolve(null));
      child.once('close', (code) => resolve(code));
    });
  const [makerCode, tarCode] = await Promise.all([ended(made), ended(unpacked)]);
  if (makerCode === 0 && tarCode === 0) return;
  const fault = said.made.split('\n').findLast((line) => line.startsWith('E:'));
  const last = (tarCode === 0 ? said.made : said.unpacked).trim().split('\n').at(-1);
  throw new SetupError(
    `Kunne ikke hente ${packages.join(', ')} fra Debian: ${fault ?? last} (${makerCode}, ${tarCode})`,
  );
};

const debianFolder = async (what: { name: string; packages: string[] }, log: Log): Promise<string> =>
  buildOnce(`${what.name}-${process.arch}`, log, async (temporary) => {
    if (process.platform !== 'linux') {
      throw new SetupError(
        'Installér MongoDB og Redis (mongod og redis-server på PATH), eller sæt MONGODB_URI og REDIS_URL: de indlejrede servere findes kun til Linux.',
      );
    }
    await ensureTools(process.getuid?.() === 0 ? [tools.mmdebstrap] : [tools.mmdebstrap, tools.uidmap], log);
    log(
      `Henter ${what.packages.join(' og ')} fra Debian (første gang; under et minut, ca. 500 MB i ${temporary.split('.tmp')[0]}) …`,
    );
    try {
      await unpackDebian(what.packages, temporary, log);
    } catch (error) {
      // Five hundred megabytes from a mirror that may change meanwhile: what fails once often succeeds at once.
      log(`${error instanceof Error ? error.message : error} Prøver igen …`);
      await rm(temporary, { recursive: true, force: true });
      await unpackDebian(what.packages, temporary, log);
    }
  });

/** The root folder with PostgreSQL + DocumentDB and Redis, built when it is missing. */
export const serversFolder = (log: Log): Promise<string> => debianFolder(SERVERS, log);
/** A root folder with a Go compiler, for machines whose own is missing or too old. */
export const goFolder = (log: Log): Promise<string> => debianFolder(GO, log);

/** The user id that a name has inside a root folder; programs that look their user up want to find one. */
export const uidIn = async (folder: string, name: string): Promise<string> => {
  const line = (await readFile(join(folder, 'etc/passwd'), 'utf8'))
    .split('\n')
    .find((row) => row.startsWith(`${name}:`));
  const uid = line?.split(':')[2];
  if (uid === undefined) throw new SetupError(`Debian-mappen ${folder} er ufuldstændig: slet den og start igen.`);
  return uid;
};

/** Where a program in a root folder finds its data. */
export const DATA_INSIDE = '/run/data';
const SOURCE_INSIDE = '/run/source';
/** Where a program that fetches something finds the host's certificates; only together with `readable`. */
export const CERTIFICATES_INSIDE = '/run/certificates.crt';

/** What a program in a root folder may see besides the (read-only) folder itself. */
export type Inside = {
  readonly folder: string;
  /** The host folder it may write: it is at `DATA_INSIDE` there. */
  readonly data: string;
  /** A host folder it may read, and where it starts: `/run/source` there. */
  readonly readable?: string;
  /** Who it is inside; outside it stays the user who runs the service. */
  readonly uid: string;
  /** Where bubblewrap writes the host's process id of the program (a file descriptor number). */
  readonly infoFd?: number;
};

const certificates = (): string => environment.SSL_CERT_FILE ?? '/etc/ssl/certs/ca-certificates.crt';

/**
 * A command inside a root folder, by bubblewrap: as process 1 of its own process namespace, so that all its children die with
 * it. The network is the host's.
 */
export const insideFolder = async (inside: Inside, command: Command, log: Log): Promise<Command> => {
  await ensureTools([tools.bubblewrap], log);
  const bwrap = findOnPath('bwrap') ?? 'bwrap';
  return {
    ...command,
    file: bwrap,
    args: [
      ...['--ro-bind', inside.folder, '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp', '--tmpfs', '/run'],
      ...['--bind', inside.data, DATA_INSIDE],
      ...(inside.readable === undefined ? [] : ['--ro-bind', inside.readable, SOURCE_INSIDE]),
      ...(inside.readable === undefined ? [] : ['--ro-bind-try', certificates(), CERTIFICATES_INSIDE]),
      ...[
        '--unshare-user',
        '--uid',
        inside.uid,
        '--gid',
        inside.uid,
        '--unshare-pid',
        '--as-pid-1',
        '--die-with-parent',
      ],
      ...[
        '--setenv',
        'LC_ALL',
        'C.UTF-8',
        '--setenv',
        'PATH',
        '/usr/sbin:/usr/bin:/sbin:/bin',
        '--chdir',
        inside.readable === undefined ? '/' : SOURCE_INSIDE,
      ],
      ...(inside.infoFd === undefined ? [] : ['--info-fd', String(inside.infoFd)]),
      '--',
      command.file,
      ...command.args,
    ],
  };
};
