// Runs a TypeScript entry point of this checkout on whatever Node the machine has: `node bootstrap.mjs ENTRY.ts [ARGUMENTS]`.
// Plain JavaScript for Node 20 and no dependency, since it is what brings the dependencies: it installs the npm packages when
// they are missing or older than the lock file, and starts the entry on the Node 24 that is one of them. Everything it says goes
// to stderr: stdout belongs to the entry.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, userInfo } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PINNED_NODE = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const MODULE_LISTS = new URL('../registries/main.ts', import.meta.url).href;
const OLDEST_NODE = 24;
/** How long the entry gets for an orderly stop when whoever asked for it is gone, in milliseconds. */
const ORPHAN_LIMIT_MS = 3_500;

const say = (line) => process.stderr.write(`${line}\n`);
const fail = (line) => {
  say(line);
  process.exit(1);
};

const readLock = (path) => {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages ?? {};
  } catch {
    return null;
  }
};

/**
 * Does node_modules hold what the lock file says? npm writes its own record last, so an interrupted install has none. Packages
 * for other systems are optional and may be absent.
 */
const installed = () => {
  const wanted = readLock('package-lock.json');
  const present = readLock('node_modules/.package-lock.json');
  if (wanted === null) fail('package-lock.json mangler eller er ødelagt.');
  if (present === null || !existsSync(PINNED_NODE)) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = present[path];
    return found === undefined
      ? Boolean(entry.optional || entry.devOptional || entry.peer)
      : found.version === entry.version;
  });
};

/** Holds the install for this process; the kernel lets go of the name when the process ends, however it ends. */
const claimInstall = () =>
  new Promise((done) => {
    const key = createHash('sha256').update(`install ${ROOT}`).digest('hex').slice(0, 24);
    const server = createServer();
    server.on('error', () => done(false));
    const name = `sagsgang-install-${userInfo().uid}-${key}`;
    // Elsewhere than on Linux there are no nameless sockets: npm's own care must do.
    if (process.platform !== 'linux') return done(true);
    server.listen(`\0${name}`, () => {
      server.unref();
      done(true);
    });
  });

const npmCommand = () =>
  process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];

const install = async () => {
  let said = false;
  while (!(await claimInstall())) {
    if (!said) say('En anden installation af npm-pakkerne er i gang; venter på den …');
    said = true;
    await new Promise((next) => setTimeout(next, 300));
  }
  if (installed()) return;
  say('Henter npm-pakkerne (første gang, eller package-lock.json er ændret) …');
  const [file, ...args] = npmCommand();
  const result = spawnSync(file, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    // npm hands its own settings on in the environment; "omit dev" there would leave the tests without their tools.
    env: { ...process.env, NODE_ENV: '', npm_config_omit: '' },
  });
  if (result.status !== 0) fail('npm ci mislykkedes: se linjerne ovenfor, og kør kommandoen igen.');
};

/** The Node to run on: the pinned one, else this one when it is new enough. */
const node = () => {
  const pinned = spawnSync(PINNED_NODE, ['--version'], { encoding: 'utf8' });
  if (pinned.status === 0) return PINNED_NODE;
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
  return fail(`Installér Node ${OLDEST_NODE} eller nyere: npm-pakken "node" kan ikke køre på denne maskine.`);
};

const onPath = (name) => {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Look on.
    }
  }
  return null;
};

/** Starts the entry so that it cannot outlive this process, hands signals on, and ends as it ends. */
const runEntry = (entry, args) => {
  // The lists of modules are brought up to date by the entry's own process before it loads anything.
  const program = [node(), '--import', MODULE_LISTS, resolve(ROOT, entry), ...args];
  const setpriv = process.platform === 'linux' ? onPath('setpriv') : null;
  const [file, ...rest] = setpriv === null ? program : [setpriv, '--pdeathsig', 'KILL', '--', ...program];
  const cache = process.env.XDG_CACHE_HOME?.startsWith('/') ? process.env.XDG_CACHE_HOME : join(homedir(), '.cache');
  const child = spawn(file, rest, {
    stdio: 'inherit',
    // A session of its own: Ctrl-C reaches it once, from here, and not a second time from the terminal.
    detached: true,
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(cache, 'sagsgang', 'node-compile-cache'),
      PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
    },
  });
  const handedOn = new Map();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // npm hands on the Ctrl-C that the terminal has already sent here: that is one wish, not two.
      if (Date.now() - (handedOn.get(signal) ?? 0) < 500) return;
      handedOn.set(signal, Date.now());
      child.kill(signal);
    });
  }
  child.on('error', (error) => fail(`${file}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
  if (process.env.npm_lifecycle_event !== undefined) watchNpm(child);
};

/** The parent of a process, or null where that cannot be read. */
const parentOf = (pid) => {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return null;
  }
};

const isShell = (pid) => {
  try {
    return /^(ba|da|a|z|k)?sh$/.test(readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
  } catch {
    return false;
  }
};

/** npm killed outright cannot signal its script: so the script watches npm, and the shell that may stand between the two. */
const watchNpm = (child) => {
  const parent = process.ppid;
  const behindShell = isShell(parent) ? parentOf(parent) : null;
  const watch = setInterval(() => {
    if (process.ppid === parent && (behindShell === null || parentOf(parent) === behindShell)) return;
    clearInterval(watch);
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), ORPHAN_LIMIT_MS).unref();
  }, 250);
  watch.unref();
};

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) fail('bootstrap.mjs ENTRY.ts [ARGUMENTS]');
if (!installed()) await install();
runEntry(entry, args);
