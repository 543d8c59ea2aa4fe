import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from './cache-folder.ts';
import type { Command } from './child.ts';
import { DATA_INSIDE, insideFolder, serversFolder } from './debian-folder.ts';
import { findOnPath } from './find-on-path.ts';
import { onPorts, type Ports } from './ports.ts';
import { type Supervised, supervise } from './supervise.ts';
import { portAnswers } from './wait-for.ts';

export type RedisService = { readonly url: string; readonly name: string; readonly part: Supervised };

/** BullMQ must never lose a job to memory pressure (`noeviction`); every write goes to the append-only file. */
const settings = (port: number, folder: string): string[] => [
  ...['--port', String(port), '--bind', '127.0.0.1', '--protected-mode', 'yes', '--daemonize', 'no'],
  ...['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''],
  ...['--maxmemory-policy', 'noeviction', '--databases', '64', '--pidfile', '', '--logfile', ''],
];

/** Starts Redis on the data folder's remembered port: the machine's own, or Debian's in a folder of its own. */
export const startRedis = async (dataDir: string, ports: Ports, log: Log): Promise<RedisService> => {
  const folder = join(dataDir, 'redis');
  await mkdir(folder, { recursive: true });
  const onPath = findOnPath('redis-server') ?? findOnPath('valkey-server');
  const root = onPath === null ? await serversFolder(log) : null;
  return onPorts(ports, ['redis'], async (port) => {
    const command: Command =
      root === null
        ? { file: onPath ?? '', args: settings(port, folder) }
        : await insideFolder(
            { folder: root, data: folder, uid: '0', infoFd: 3 },
            { file: '/usr/bin/redis-server', args: settings(port, DATA_INSIDE) },
            log,
          );
    const part = await supervise(
      {
        name: 'Redis',
        command,
        logFile: join(dataDir, 'logs', 'redis.log'),
        // Its own line first: another server may be the one that answers on a port it could not get.
        ready: async (running) => {
          await running.line(/Ready to accept connections/);
          await portAnswers(port, running.ended, { text: 'PING\r\n', expect: /^\+PONG/ });
        },
        stopSignal: 'SIGTERM',
        stopLimitMs: 2_000,
        pidFromInfoFd: root !== null,
      },
      log,
    );
    return {
      url: `redis://127.0.0.1:${port}`,
      name: root === null ? 'Redis (maskinens egen)' : 'Redis (Debian)',
      part,
    };
  });
};
