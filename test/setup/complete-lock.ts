/**
 * `node test/setup/complete-lock.ts`: adds to package-lock.json the packages for other systems that the registry at hand did not
 * have when the lock was written. Without them `npm ci` refuses the lock on every system; with them each system fetches its own.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const entry = z.looseObject({ optionalDependencies: z.record(z.string(), z.string()).optional() });
const lockFile = z.looseObject({ packages: z.record(z.string(), entry) });
export type LockFile = z.infer<typeof lockFile>;

const LOCK = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'win32'];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'riscv64', 'ppc64', 's390x', 'loong64'];

export const readLock = async (): Promise<LockFile> => lockFile.parse(JSON.parse(await readFile(LOCK, 'utf8')));

/** Optional packages with an exact version that the lock's packages ask for and the lock has no entry for. */
export const missingOptional = (lock: LockFile): { name: string; version: string }[] => {
  const wanted = Object.values(lock.packages).flatMap((one) => Object.entries(one.optionalDependencies ?? {}));
  const missing = wanted.filter(([name]) => lock.packages[`node_modules/${name}`] === undefined);
  return [...new Map(missing)].map(([name, version]) => ({ name, version }));
};

/** A lock entry for a platform package, told from its name as these packages are always named. */
const entryFor = ({ name, version }: { name: string; version: string }): Record<string, unknown> => {
  if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name}: ${version} is not an exact version`);
  const os = SYSTEMS.find((one) => name.includes(`-${one}`));
  const cpu = PROCESSORS.find((one) => name.includes(`-${one}`));
  if (os === undefined || cpu === undefined) throw new Error(`${name}: cannot tell its system from its name`);
  const libc = name.endsWith('-musl') ? { libc: ['musl'] } : name.endsWith('-gnu') ? { libc: ['glibc'] } : {};
  const dev = name.startsWith('@biomejs/') ? { dev: true } : {};
  return { version, cpu: [cpu], ...dev, ...libc, optional: true, os: [os] };
};

const main = async (): Promise<void> => {
  const lock = await readLock();
  for (const one of missingOptional(lock)) lock.packages[`node_modules/${one.name}`] = entry.parse(entryFor(one));
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  await writeFile(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
