/** Workers as processes of their own that stall and die in the middle of a mail, and the rate that the mail relay takes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '#src/app/worker.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { environment } from '#src/dev/services/environment.ts';
import { situationsIn } from '../commands/situations.ts';
import { openTown, type Town } from '../commands/town.ts';
import { type Catcher, startCatcher, startRawServer, type TestServer } from '../mail/smtp-servers.ts';

const comes = { timeout: 60_000 };
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('a worker in the middle of a mail', () => {
  let town: Town;
  let server: TestServer;
  let child: ChildProcess | null = null;
  /** The server says nothing to the text of so many mails; it takes the others and notes their Message-IDs. */
  let silent = 0;
  let held = 0;
  const taken: string[] = [];

  beforeAll(async () => {
    const texts = new Map<Socket, string[]>();
    server = await startRawServer((line, socket) => {
      const text = texts.get(socket);
      if (text === undefined) {
        if (line === 'DATA') texts.set(socket, []);
        return void socket.write(line === 'DATA' ? '354 go on\r\n' : '250 ok\r\n');
      }
      if (line !== '.') return void text.push(line);
      texts.delete(socket);
      if (silent > 0) {
        silent -= 1;
        held += 1;
        return;
      }
      taken.push(/^Message-ID:\s*<([^>]+)>/m.exec(text.join('\n'))?.[1] ?? '');
      socket.write('250 taken\r\n');
    });
    town = await openTown({ smtpUrl: server.url, settings: { JOB_LOCK_SECONDS: '1' } });
  });
  afterEach(() => {
    child?.kill('SIGKILL');
    child = null;
  });
  afterAll(async () => {
    await town.close();
    await server.stop();
  });

  /** The entry point that production starts for the queue `mail`, on the town's store, queues and mail server. */
  function startMailWorker(): ChildProcess {
    const settings = Object.entries(town.app.config).map(([name, value]) => [name, String(value)]);
    const { PATH, HOME } = environment;
    child = spawn(process.execPath, ['workers/mail.ts'], {
      cwd: ROOT,
      env: { PATH, HOME, ...Object.fromEntries(settings) },
      stdio: 'ignore',
    });
    return child;
  }
  async function isHeldUpIn(worker: ChildProcess): Promise<string> {
    silent = 1;
    held = 0;
    const item = await town.submitted();
    await town.app.relay.flush();
    await expect.poll(() => held, comes).toBe(1);
    const key = `${item}.2-1`;
    const job = await town.app.queues.queue('mail').getJob(key);
    expect(job?.processedBy).toMatch(new RegExp(`-${worker.pid}$`));
    return key;
  }
  const copies = (key: string) => taken.filter((messageId) => messageId.startsWith(`${key}.`)).length;
  const row = (key: string) => town.app.collections.deliveries.findOne({ _id: key }).lean();

  it('that is killed has its job done by another, once', async () => {
    const worker = startMailWorker();
    const key = await isHeldUpIn(worker);
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    const other = await startWorker(town.app, ['mail']);
    await expect.poll(async () => (await row(key))?.state, comes).toBe('done');
    await other.stop();
    expect(copies(key)).toBe(1);
    expect(await row(key)).toMatchObject({ attempts: 2 });
  });

  it('that stalls has its job done by another, once, and changes nothing when it wakes up', async () => {
    const worker = startMailWorker();
    const key = await isHeldUpIn(worker);
    worker.kill('SIGSTOP');
    const other = await startWorker(town.app, ['mail']);
    await expect.poll(async () => (await row(key))?.state, comes).toBe('done');
    const done = await row(key);
    worker.kill('SIGCONT');
    // The worker is awake when it has taken and done another job.
    await other.stop();
    const item = await town.submitted();
    await town.app.relay.flush();
    await expect.poll(async () => (await row(`${item}.2-1`))?.state, comes).toBe('done');
    expect(await row(key)).toEqual(done);
    expect(copies(key)).toBe(1);
  });
});

describe('the mail relay', () => {
  let server: Catcher;
  beforeAll(async () => {
    server = await startCatcher();
  });
  afterAll(() => server.stop());

  it('gets no more mails than it takes, from two workers together', async () => {
    const town = await openTown({ smtpUrl: server.url, settings: { MAIL_PER_MINUTE: '120' } });
    const workers = await Promise.all([startWorker(town.app, ['mail']), startWorker(town.app, ['mail'])]);
    await expect.poll(() => workers.every((worker) => worker.started()), comes).toBe(true);
    const items = await Promise.all(Array.from({ length: 6 }, () => town.submitted()));
    await town.app.relay.flush();
    const jobOf = (item: string) => town.app.queues.queue('mail').getJob(`${item}.2-1`);
    for (const item of items) await expect.poll(async () => (await jobOf(item))?.finishedOn, comes).toBeDefined();
    const begun = await Promise.all(items.map(async (item) => (await jobOf(item))?.processedOn ?? 0));
    begun.sort((a, b) => a - b);
    // Two a second: the fifth waits for two seconds after the first, but for what two clocks differ.
    expect((begun[4] ?? 0) - (begun[0] ?? 0)).toBeGreaterThanOrEqual(1_900);
    for (const worker of workers) await worker.stop();
    await town.close();
  });

  it('rests after a mail to many for as long as so many mails take', async () => {
    const town = await openTown({ smtpUrl: server.url, settings: { MAIL_PER_MINUTE: '6' } });
    const situations = situationsIn(town);
    const { meeting } = await situations.frozen();
    const input = { meeting, part: 'agenda', lateReason: 'Bilag kom sent.' };
    await situations.run(dispatchAgenda.run, 'secretary', input);
    await town.app.relay.flush();
    const worker = await startWorker(town.app, ['mail']);
    const toMembers = { 'effect.params.template': 'agenda-dispatched' } as const;
    const row = () => town.app.collections.deliveries.findOne(toMembers).lean();
    await expect.poll(async () => (await row())?.state, comes).toBe('done');
    const mails = (await row())?.messages.length ?? 0;
    expect(mails).toBeGreaterThan(1);
    // One in ten seconds.
    expect(await town.app.queues.queue('mail').getRateLimitTtl()).toBeGreaterThan((mails - 1) * 10_000 - 5_000);
    await worker.stop();
    await town.close();
  });
});
