import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { claimWhenFree } from './claim.ts';
import { environment } from './environment.ts';

/** Tells a person how the set-up goes: one line at a time. */
export type Log = (line: string) => void;

/** The user's cache folder for things that several checkouts share (XDG base directory specification). */
export const cacheFolder = (): string => {
  const base = environment.XDG_CACHE_HOME;
  return join(base?.startsWith('/') ? base : join(homedir(), '.cache'), 'sagsgang');
};

/** Removing a folder that still has something mounted in it would reach into the host: such a folder is left alone. */
const holdsMounts = async (folder: string): Promise<boolean> => {
  try {
    return (await readFile('/proc/mounts', 'utf8')).split('\n').some((line) => line.split(' ')[1]?.startsWith(folder));
  } catch {
    return false;
  }
};

/** What an interrupted build left under its temporary name; only called while the build's name is claimed. */
const removeLeftovers = async (target: string): Promise<void> => {
  for (const name of await readdir(dirname(target))) {
    if (!name.startsWith(`${basename(target)}.tmp-`)) continue;
    const leftover = join(dirname(target), name);
    if (!(await holdsMounts(leftover))) await rm(leftover, { recursive: true, force: true }).catch(() => {});
  }
};

/**
 * Builds something into the cache once, whoever asks first. It is built under a temporary name and renamed, so an interrupted
 * build is never taken for a finished one, and two checkouts that build at once wait for each other.
 * @param name file or folder name in the cache, with the version in it
 * @param build makes the file or folder at the path it is given; throws when it cannot
 * @returns the full path
 */
export const buildOnce = async (
  name: string,
  log: Log,
  build: (temporary: string) => Promise<void>,
): Promise<string> => {
  const target = join(cacheFolder(), name);
  if (existsSync(target)) return target;
  await mkdir(cacheFolder(), { recursive: true });
  const held = await claimWhenFree(`build ${target}`, () => log('En anden opsætning er i gang; venter på den …'));
  try {
    if (existsSync(target)) return target;
    await removeLeftovers(target);
    const temporary = `${target}.tmp-${process.pid}`;
    await build(temporary);
    await rename(temporary, target);
    return target;
  } finally {
    await held.release();
  }
};
