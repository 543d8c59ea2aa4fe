import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlreadyRunning, type Services, startServices } from '#src/dev/services/start-services.ts';

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the embedded services', () => {
  let dataDir = '';
  let services: Services;
  const start = (): Promise<Services> => startServices({ dataDir, log: () => {} });
  const kill = async (name: string): Promise<void> => {
    const part = services.parts.find((one) => one.name === name);
    if (part === undefined) throw new Error(`no part called ${name}`);
    const before = part.restarts();
    process.kill(part.pid() ?? 0, 'SIGKILL');
    await until(() => part.restarts() > before);
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sagsgang-recovery-'));
    services = await start();
  });
  afterAll(async () => {
    await services.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const things = async <T>(work: (collection: mongoose.mongo.Collection) => Promise<T>): Promise<T> => {
    const connection = await mongoose
      .createConnection(services.mongodbUri, { serverSelectionTimeoutMS: 20_000 })
      .asPromise();
    try {
      return await work(connection.collection('things'));
    } finally {
      await connection.close();
    }
  };
  /** A write that may meet the restart, as the service's own commands do: tried again until it is acknowledged. */
  const insertAtLast = (value: string): Promise<void> =>
    until(() =>
      things((collection) => collection.updateOne({ value }, { $set: { value } }, { upsert: true })).then(
        () => true,
        () => false,
      ),
    );
  const storeParts = ['PostgreSQL', 'FerretDB', 'MongoDB'];

  it('answer again at the same address with all acknowledged writes after each part of the store is killed', async () => {
    const killed = services.parts.filter((part) => storeParts.includes(part.name));
    expect(killed.length).toBeGreaterThan(0);
    for (const part of killed) {
      await insertAtLast(`before ${part.name}`);
      await kill(part.name);
      await insertAtLast(`after ${part.name}`);
    }
    expect(await things((collection) => collection.countDocuments())).toBe(2 * killed.length);
  });

  it('keep what Redis was told when Redis is killed', async () => {
    const before = new Redis(services.redisUrl);
    await before.set('told', 'kept');
    // The append-only file goes to disk every second; a killed process has handed it to the kernel at each write.
    before.disconnect();
    await kill('Redis');
    const after = new Redis(services.redisUrl);
    expect(await after.get('told')).toBe('kept');
    expect(await after.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    after.disconnect();
  });

  it('keep the mails that were acknowledged when the mail catcher is killed, and take new ones', async () => {
    const transport = createTransport(services.smtpUrl);
    await transport.sendMail({
      from: 'a@kommune.test',
      to: 'b@kommune.test',
      subject: 'Før',
      text: 'http://127.0.0.1/link',
    });
    await kill('Mailfangeren');
    await transport.sendMail({ from: 'a@kommune.test', to: 'c@kommune.test', subject: 'Efter', html: '<p>Æ</p>' });
    const listed = (await (await fetch(`${services.mailCatcherUrl}/api/mails`)).json()) as {
      subject: string;
      links: string[];
    }[];
    expect(listed.map((mail) => mail.subject)).toEqual(['Efter', 'Før']);
    expect(listed[1]?.links).toEqual(['http://127.0.0.1/link']);
  });

  it('refuse a second start in the same data folder, and tell it what the first one says', async () => {
    services.publish({ web: 'http://127.0.0.1:1/' });
    await expect(start()).rejects.toMatchObject({ about: { web: 'http://127.0.0.1:1/' } });
    await expect(start()).rejects.toBeInstanceOf(AlreadyRunning);
  });

  it('leave no process behind when they are stopped, and find addresses and data at the next start', async () => {
    const pids = services.parts.map((part) => part.pid() ?? 0);
    const { mongodbUri, redisUrl, smtpUrl, mailCatcherUrl } = services;
    const count = await things((collection) => collection.countDocuments());
    await services.stop();
    expect(pids.filter(alive)).toEqual([]);
    services = await start();
    expect(services).toMatchObject({ mongodbUri, redisUrl, smtpUrl, mailCatcherUrl });
    expect(await things((collection) => collection.countDocuments())).toBe(count);
  });

  it('start side by side in another data folder without meeting', async () => {
    const otherDir = await mkdtemp(join(tmpdir(), 'sagsgang-recovery-'));
    const other = await startServices({ dataDir: otherDir, log: () => {} });
    expect(other.mongodbUri).not.toBe(services.mongodbUri);
    const connection = await mongoose.createConnection(other.mongodbUri).asPromise();
    expect(await connection.collection('things').countDocuments()).toBe(0);
    await connection.close();
    await other.stop();
    await rm(otherDir, { recursive: true, force: true });
  });
});
