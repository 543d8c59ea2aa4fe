/** A worker that has stopped is known by its silence: it may keep its connection to Redis, and cannot say itself that it stands. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchFromWeb } from '#src/app/watch-from-web.ts';
import { startWorker } from '#src/app/worker.ts';
import { QUEUE_NAMES } from '#src/queue/queues.ts';
import { sortProcesses } from '#src/store/heartbeats.ts';
import type { Heartbeat } from '#src/store/models/heartbeat.ts';
import { address, type Browser, createWorld, until, type World } from '../http/world.ts';
import { services } from '../setup/database.ts';

const MINUTE = 60_000;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE);
const processOf = (_id: string, started: number, seen: number, queues: string[] = ['mail']): Heartbeat => ({
  ...{ _id, name: `${_id}-1`, queues, startedAt: minutesAgo(started), seenAt: minutesAgo(seen) },
  purgeAt: minutesAgo(-MINUTE),
});
const namesOf = (rows: readonly Heartbeat[]) => {
  const { alive, silent } = sortProcesses(rows, new Date());
  return { alive: alive.map(({ _id }) => _id), silent: silent.map(({ _id }) => _id) };
};

describe('a process', () => {
  it('has fallen silent after a minute and a half', () => {
    expect(namesOf([processOf('a', 60, 1.4), processOf('b', 60, 1.6)])).toEqual({ alive: ['a'], silent: ['b'] });
  });

  it('that was started for the same queues since has taken the place of one', () => {
    const gone = [processOf('a', 60, 30), processOf('b', 60, 29)];
    expect(namesOf([...gone, processOf('c', 20, 0)])).toEqual({ alive: ['c'], silent: ['b'] });
    expect(namesOf([...gone, processOf('c', 20, 0), processOf('d', 19, 0)]).silent).toEqual([]);
    expect(namesOf([...gone, processOf('c', 20, 0, ['signal'])]).silent).toEqual(['a', 'b']);
    expect(namesOf([...gone, processOf('c', 40, 0)]).silent).toEqual(['a', 'b']);
  });

  it('that fell silent after it had taken another’s place is missed alone', () => {
    expect(namesOf([processOf('a', 60, 30), processOf('b', 29, 10)]).silent).toEqual(['b']);
    expect(namesOf([processOf('a', 60, 30), processOf('b', 29, 10), processOf('c', 9, 0)]).silent).toEqual([]);
  });
});

describe('an administrator', () => {
  let world: World;
  let admin: Browser;
  beforeAll(async () => {
    world = await createWorld();
    admin = await world.signIn(address('karin.storgaard'));
  });
  afterAll(() => world.close());
  const page = async (path: string) => (await admin.get(path).expect(200)).text;
  const heartbeats = () => world.app.collections.heartbeats;

  it('reads first which process stands still, although Redis still counts it', async () => {
    await until(
      () => page('/drift'),
      (text) => text.includes('Alt kører'),
    );
    await heartbeats().updateMany({}, { $set: { startedAt: minutesAgo(9), seenAt: minutesAgo(3) } });
    const text = await page('/drift');
    const words = 'Arbejdsprocesser, der er gået i stå: 1. Den første har ikke svaret i 3 minutter.';
    expect(text).toContain(words);
    expect(text).toContain('href="#processer"');
    expect(text).toContain('Ingen arbejdsproces tager job fra køen »Mails«.');
    expect(text.indexOf(words)).toBeLessThan(text.indexOf('<table'));
    expect(await page('/')).toContain(words);
    const { body } = await admin.get('/api/v1/operations').expect(200);
    expect(body.silent).toMatchObject([{ queues: QUEUE_NAMES }]);
    expect(body.workers.mail).toBe(0);
  });

  it('reads nothing of a process that was stopped in order', async () => {
    await heartbeats().deleteMany({});
    const worker = await startWorker({ ...world.app, processId: 'another' }, ['signal']);
    await until(
      async () => heartbeats().countDocuments({ _id: 'another' }),
      (count) => count === 1,
    );
    await worker.stop();
    expect(await heartbeats().countDocuments({})).toBe(0);
  });
});

describe('where no worker sends mails', () => {
  it('the web process mails what is broken itself, once', async () => {
    const world = await createWorld({}, { queues: ['signal'] });
    try {
      const watch = watchFromWeb(world.app);
      const url = `${services().mailCatcherUrl}/api/mails?to=${address('karin.storgaard')}`;
      const { pathname } = new URL(world.app.config.MONGODB_URI);
      const sender = `${pathname.slice(1)}@sagsgang.example`;
      const mails = async () => {
        const all = (await (await fetch(url)).json()) as { from: string; subject: string }[];
        return all.filter(({ from }) => from.includes(sender)).map(({ subject }) => subject);
      };
      await watch.lookNow();
      expect(await mails()).toEqual([]);
      await watch.lookNow();
      await watch.lookNow();
      expect(await until(mails, (sent) => sent.length > 0)).toHaveLength(1);
      await watch.stop();
    } finally {
      await world.close();
    }
  });
});
