import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { writeFileAtomic } from './write-file-atomic.ts';

const rememberedPorts = z.record(z.string(), z.int().min(1).max(65_535));

/** Is nobody listening on this loopback port? */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });

/** A loopback port that nobody uses at this moment, chosen by the kernel. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

const readPorts = async (file: string): Promise<Record<string, number>> => {
  try {
    return rememberedPorts.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Missing or damaged: ports are a convenience, new ones do as well.
    return {};
  }
};

/** The ports of one data folder: the same address from start to start as long as nobody else has taken it. */
export type Ports = {
  /** The port used last time when it is free, else the preferred one, else a new one; remembered. */
  readonly take: (name: string, preferred?: number) => Promise<number>;
  /** Forgets a port that turned out to be taken, so that the next `take` finds another. */
  readonly forget: (name: string) => void;
};

/** @param dataDir folder that holds `ports.json`; made when missing */
export const portsOf = async (dataDir: string): Promise<Ports> => {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'ports.json');
  const known = await readPorts(file);
  const given = new Set<number>();
  let writing = Promise.resolve();
  const save = (): Promise<void> => {
    writing = writing.then(() => writeFileAtomic(file, `${JSON.stringify(known, null, 2)}\n`));
    return writing;
  };
  return {
    take: async (name, preferred) => {
      let port = 0;
      for (const candidate of [known[name], preferred]) {
        if (port === 0 && candidate !== undefined && !given.has(candidate) && (await isFree(candidate)))
          port = candidate;
      }
      while (port === 0 || given.has(port)) port = await freePort();
      given.add(port);
      if (known[name] === port) return port;
      known[name] = port;
      await save();
      return port;
    },
    forget: (name) => {
      delete known[name];
    },
  };
};

/** So many ports are tried: another program may be quicker between the look at a port and its use. */
const TRIES = 3;

/**
 * Starts something on ports of its own; where that fails it is tried again on others.
 * @param names what the ports are remembered by
 * @throws what the last try threw
 */
export const onPorts = async <T>(
  ports: Ports,
  names: readonly string[],
  start: (...taken: number[]) => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    const taken: number[] = [];
    for (const name of names) taken.push(await ports.take(name));
    try {
      return await start(...taken);
    } catch (error) {
      if (attempt === TRIES) throw error;
      for (const name of names) ports.forget(name);
    }
  }
};
