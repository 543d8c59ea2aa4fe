import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchEventLoop } from '#src/http/event-loop.ts';
import { noteRouted } from '#src/http/routed.ts';
import { registry } from '#src/metrics.ts';

const lines: { ms: number; requests: Record<string, unknown>[] }[] = [];
const app = express();
app.get('/slow/:secret', (request, response) => {
  noteRouted(request, { route: '/slow/:secret', access: 'public' }, request.params);
  const before = process.cpuUsage();
  while (process.cpuUsage(before).user < 400_000);
  response.send('done');
});
app.get('/quick', (_request, response) => void response.send('done'));
const server = createServer(app);
let url = '';
let stop = () => {};

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = watchEventLoop({ warn: (line: (typeof lines)[number]) => void lines.push(line) } as never);
});
afterAll(() => {
  stop();
  server.close();
});

describe('A request that holds the process up', () => {
  it('is named in the log by its route, without its address, and counted', async () => {
    await fetch(`${url}/quick`);
    await wait(60);
    lines.length = 0;
    await fetch(`${url}/slow/geheim`);
    await wait(60);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.requests).toMatchObject([{ method: 'GET', route: '/slow/:secret', person: null }]);
    expect(JSON.stringify(lines)).not.toContain('geheim');
    expect(await registry.metrics()).toMatch(/sagsgang_event_loop_held_seconds_count [1-9]/);
  });

  it('and one that only waits does not', async () => {
    lines.length = 0;
    await Promise.all([fetch(`${url}/quick`), wait(300)]);
    expect(lines).toEqual([]);
  });
});
