import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer as createPages } from '#src/http/server.ts';
import { createMailer } from '#src/mail/mailer.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let server: Server;
let port = 0;

beforeAll(async () => {
  world = await createWorld();
  const { config, log } = world.app;
  const mailer = createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, log });
  server = createServer(createPages(world.app, { mailer })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await world.close();
});

/** A connection that says what it will send, and sends a part of it. */
function halfSent(path: string, type: string): Socket & { answered: string[] } {
  const socket = Object.assign(connect(port, '127.0.0.1'), { answered: [] as string[] });
  socket.on('data', (text) => socket.answered.push(text.toString()));
  socket.on('error', () => {});
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${world.app.config.PUBLIC_URL}\r\nContent-Type: ${type}\r\nContent-Length: 5000\r\n\r\nemail=`,
  );
  return socket as Socket & { answered: string[] };
}

describe('1,500 bodies that stand still', () => {
  it('leave pages as they are, and are dropped after a quarter of a minute with a word why', {
    timeout: 120_000,
  }, async () => {
    const sockets = Array.from({ length: 1_500 }, () => halfSent('/log-ind', 'application/x-www-form-urlencoded'));
    const ended = sockets.map((socket) => once(socket, 'close'));
    await Promise.all(sockets.map((socket) => (socket.connecting ? once(socket, 'connect') : null)));
    for (let page = 0; page < 20; page++) {
      const reply = await fetch(`http://127.0.0.1:${port}/log-ind`);
      expect(reply.status).toBe(200);
      await reply.text();
    }
    expect(sockets.filter(({ destroyed }) => destroyed)).toEqual([]);
    await Promise.all(ended);
    const answers = sockets.map(({ answered }) => answered.join(''));
    expect(new Set(answers.map((answer) => answer.slice(0, 12)))).toEqual(new Set(['HTTP/1.1 408']));
    expect(answers[0]).toContain('Forbindelsen gik i stå');
  });
});
