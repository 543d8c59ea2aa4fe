/** Debian's clamd with one signature of our own, and nothing else to find. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { spawnDyingWithParent } from '#src/dev/services/child.ts';
import { freePort } from '#src/dev/services/ports.ts';

/** What the signature finds. It harms nobody. */
export const VIRUS = 'SAGSGANG-HARMLESS-VIRUS-FOR-TESTS';
const SIGNATURE = 'Sagsgang-Test';
/** What the server takes in one stream, in bytes. */
export const MOST_BYTES = 1_048_576;

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => socket.write('zPING\0'));
    socket.once('data', (reply) => resolve(reply.toString().startsWith('PONG')));
    socket.once('error', () => resolve(false));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once('close', () => resolve(false));
  });

/** @param port where one ran before; a free one where not given */
export async function startClamd(port?: number) {
  const at = port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-clamd-'));
  await writeFile(join(folder, 'own.ndb'), `${SIGNATURE}:0:*:${Buffer.from(VIRUS).toString('hex')}\n`);
  const settings = [
    `DatabaseDirectory ${folder}`,
    'TCPAddr 127.0.0.1',
    `TCPSocket ${at}`,
    'Foreground yes',
    'AlertExceedsMax yes',
    'AlertEncrypted yes',
    `StreamMaxLength ${MOST_BYTES}`,
  ];
  await writeFile(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`);
  const child = spawnDyingWithParent({ file: 'clamd', args: ['--config-file', join(folder, 'clamd.conf')] }, 'ignore');
  for (let tries = 0; !(await answers(at)); tries++) {
    if (tries > 300) throw new Error('clamd does not answer');
    await wait(100);
  }
  return {
    port: at,
    url: `tcp://127.0.0.1:${at}`,
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await new Promise((stopped) => child.once('exit', stopped));
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
