/** The web process as npm start runs it: it says what is wrong before it listens, and stops in order. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { applyIndexes } from '#src/indexes.ts';
import { connectStore } from '#src/store/connect.ts';
import { freshDatabase, services } from '../setup/database.ts';

const entry = join(import.meta.dirname, '../../src/app/web.ts');
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output, ended: once(child, 'exit') as Promise<[number | null, string | null]> };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function settings(uri: string): Promise<Record<string, string>> {
  const port = await freePort();
  const { redisUrl, smtpUrl } = services();
  return {
    MONGODB_URI: uri,
    REDIS_URL: redisUrl,
    SMTP_URL: smtpUrl,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SERVER_KEY: 'ab'.repeat(32),
  };
}

async function ready(url: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const reply = await fetch(`${url}/readyz`).catch(() => null);
    if (reply?.ok) return;
    await wait(25);
  }
  throw new Error('the web process did not become ready');
}

it('says all that is wrong with its configuration at once, and ends with 1', async () => {
  const { ended, output } = start({ MONGODB_URI: 'http://x', PUBLIC_URL: 'nowhere', SERVER_KEY: 'short' });
  expect((await ended)[0]).toBe(1);
  for (const name of ['MONGODB_URI', 'REDIS_URL', 'SMTP_URL', 'PUBLIC_URL', 'SERVER_KEY'])
    expect(output()).toContain(name);
  expect(output()).not.toContain('short');
});

it('refuses to serve a store that lacks a unique index', async () => {
  const database = await freshDatabase();
  const { ended, output } = start(await settings(database.uri));
  expect((await ended)[0]).toBe(1);
  expect(output()).toContain('indexes-missing');
  await database.drop();
});

it('does not start on a machine whose clock is four days ahead of the store’s', async () => {
  const database = await freshDatabase();
  const wrong = 'const now = Date.now; Date.now = () => now() + 4 * 86_400_000;';
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(wrong)}`;
  const { ended, output } = start({ ...(await settings(database.uri)), NODE_OPTIONS });
  expect((await ended)[0]).toBe(1);
  expect(output()).toContain('clock-wrong');
  await database.drop();
});

it('finishes what it is at when it is told to stop, and ends with 0', async () => {
  const database = await freshDatabase();
  const connection = await connectStore(database.uri);
  await applyIndexes(connection);
  await connection.close();
  const env = await settings(database.uri);
  const { child, ended, output } = start(env);
  await ready(env.PUBLIC_URL ?? '');
  const form = 'email=nobody%40elsewhere.example';
  const socket = connect(Number(env.PORT), '127.0.0.1');
  const head = [
    'POST /log-ind HTTP/1.1',
    `Host: 127.0.0.1:${env.PORT}`,
    `Origin: ${env.PUBLIC_URL}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${form.length}`,
    'Expect: 100-continue',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  // The request has been taken on: the server asks for its body.
  expect(String((await once(socket, 'data'))[0])).toContain('100 Continue');
  child.kill('SIGTERM');
  while (!output().includes('web is stopping')) await wait(5);
  await expect(fetch(`${env.PUBLIC_URL}/healthz`)).rejects.toThrow();
  socket.write(form);
  expect(String((await once(socket, 'data'))[0])).toContain('HTTP/1.1 200 OK');
  expect((await ended)[0]).toBe(0);
  expect(output()).toContain('web has stopped');
  await database.drop();
});
