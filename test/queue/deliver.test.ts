import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWorker } from '#src/app/worker.ts';
import { withdrawItem } from '#src/commands/item/withdraw.ts';
import { type Acted, type Delivered, deliver } from '#src/queue/deliver.ts';
import { sendSignal } from '#src/queue/signals.ts';
import { createBatchedLedger } from '#src/store/batched-ledger.ts';
import { MAX_ATTEMPTS, reopenDelivery } from '#src/store/ledger.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import { openTown, type Town } from '../commands/town.ts';
import { type Catcher, startCatcher } from '../mail/smtp-servers.ts';

let town: Town;
let server: Catcher;
let answer: () => number | undefined;
beforeAll(async () => {
  server = await startCatcher({ answer: () => answer() });
  town = await openTown({ smtpUrl: server.url });
});
afterAll(async () => {
  await town.close();
  await server.stop();
});
beforeEach(() => {
  server.mails.length = 0;
  answer = () => undefined;
});

/** An item whose approver is to be asked: the key of that mail, open in the ledger. */
async function asked(): Promise<{ item: string; key: string }> {
  const item = await town.submitted();
  await town.app.relay.flush();
  return { item, key: `${item}.2-1` };
}
const row = (key: string) => town.app.collections.deliveries.findOne({ _id: key }).lean();
const isDue = (key: string) =>
  town.app.collections.deliveries.updateOne({ _id: key }, { $set: { availableAt: new Date(Date.now() - 10_000) } });
/** The Message-IDs of the mails that the server has taken for one row. */
const arrived = (key: string) =>
  server.mails.flatMap(({ parsed }) => (parsed.messageId?.startsWith(`<${key}.`) ? [parsed.messageId] : []));
/** Does the row's work with an act of the test's own. */
const deliverBy = (key: string, act: (claimed: Delivery) => Promise<Acted>, claimMs?: number): Promise<Delivered> =>
  deliver({ ledger: createBatchedLedger(town.app.collections, claimMs), act }, key);

describe('a job', () => {
  it('for a row that is closed does nothing', async () => {
    const { key } = await asked();
    let sent = 0;
    const send = async (): Promise<Acted> => {
      sent += 1;
      return { kind: 'done' };
    };
    await deliverBy(key, send);
    const closed = await row(key);
    await deliverBy(key, send);
    await deliverBy('item-none.1-1', send);
    expect(sent).toBe(1);
    expect(await row(key)).toEqual(closed);
  });

  it('that comes ten times at once is done once', async () => {
    const { key } = await asked();
    let sent = 0;
    const send = async (): Promise<Acted> => {
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { kind: 'done' };
    };
    await Promise.all(Array.from({ length: 10 }, () => deliverBy(key, send)));
    expect(sent).toBe(1);
    expect(await row(key)).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('that throws is tried again later, with what went wrong in the ledger and only its kind for the queue', async () => {
    const { key } = await asked();
    const delivered = await deliverBy(key, async () => {
      throw new Error('out of paper');
    });
    expect(delivered).toEqual({ kind: 'retry', reason: 'unexpected', afterMs: 2_000 });
    expect(await row(key)).toMatchObject({ state: 'open', note: 'out of paper', attempts: 1 });
  });

  it('whose row somebody else has claimed learns from when it may be claimed', async () => {
    const { key } = await asked();
    const claimedUntil = new Date(Date.now() + 60_000);
    await town.app.collections.deliveries.updateOne({ _id: key }, { $set: { claimedBy: 'other', claimedUntil } });
    const send = () => expect.fail('it was done twice');
    expect(await deliverBy(key, send)).toEqual({ kind: 'held', until: claimedUntil });
    expect(await row(key)).toMatchObject({ state: 'open', attempts: 0 });
  });

  it('that takes longer than a claim holds keeps its row all the same', async () => {
    const { key } = await asked();
    let sent = 0;
    const slow = async (): Promise<Acted> => {
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 900));
      return { kind: 'done' };
    };
    const first = deliverBy(key, slow, 300);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await deliverBy(key, slow, 300)).toMatchObject({ kind: 'held' });
    expect(await first).toEqual({ kind: 'done' });
    expect(sent).toBe(1);
    expect(await row(key)).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('that fails again and again waits longer each time and is then given up for somebody to look at', async () => {
    const { key } = await asked();
    const waits: number[] = [];
    for (let failed = 0; failed < MAX_ATTEMPTS; failed++) {
      await isDue(key);
      const delivered = await deliverBy(key, async () => ({
        kind: 'retry',
        reason: 'transient: 451',
        failure: 'relay',
      }));
      if (delivered.kind === 'retry') waits.push(delivered.afterMs);
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000]);
    expect(await row(key)).toMatchObject({ state: 'failed', note: 'transient: 451', closedAt: expect.any(Date) });
  });

  it('is never given up because the store was away', async () => {
    const { key } = await asked();
    const away = Object.assign(new Error('connection closed'), { name: 'MongoNetworkError' });
    for (let failed = 0; failed < MAX_ATTEMPTS + 2; failed++) {
      await isDue(key);
      expect((await deliverBy(key, () => Promise.reject(away))).kind).toBe('retry');
    }
    expect(await row(key)).toMatchObject({ state: 'open', note: 'connection closed' });
  });
});

describe('a signal', () => {
  /** A ledger row that asks for a signal. */
  async function signal(stream: string, event: object): Promise<string> {
    const key = `item-sender.${Math.floor(Math.random() * 1e9)}-1`;
    const now = new Date(Date.now() - 1_000);
    const effect = { key, kind: 'signal', params: { stream, event } } as never;
    await town.app.collections.deliveries.insertOne({
      ...{ _id: key, stream: 'item-sender', seq: 1, effect, state: 'open', attempts: 0, messages: [], note: null },
      ...{ availableAt: now, claimedBy: null, claimedUntil: new Date(0), createdAt: now, closedAt: null },
    });
    return key;
  }
  const deliverSignal = (key: string, commit = town.app.commit) =>
    deliverBy(key, (claimed) => sendSignal({ ...town.app, commit }, claimed));

  it('is one transition of its receiver, caused by the effect, said by the system', async () => {
    const { item } = await asked();
    const key = await signal(item, { type: 'meetingSigned', meeting: 'meeting-1' });
    await deliverSignal(key);
    expect(await row(key)).toMatchObject({ state: 'done' });
    expect(await town.app.readHead(item)).toMatchObject({
      seq: 3,
      cause: key,
      actor: { kind: 'system', part: 'item' },
    });
  });

  it('whose settling was lost is not applied twice', async () => {
    const { item } = await asked();
    const key = await signal(item, { type: 'meetingSigned', meeting: 'meeting-1' });
    await deliverSignal(key);
    await town.app.collections.deliveries.updateOne(
      { _id: key },
      { $set: { state: 'open', claimedUntil: new Date(0) } },
    );
    await deliverSignal(key);
    expect(await row(key)).toMatchObject({ state: 'done', attempts: 2 });
    expect(await town.app.readHead(item)).toMatchObject({ seq: 3 });
  });

  it("that the receiver's rule refuses is void, and the rule is noted", async () => {
    const { item } = await asked();
    const news = { type: 'frozen', meeting: 'meeting-1', turn: 1, report: 1, version: 'a'.repeat(64) };
    const cases: [string, string, object][] = [
      ['not-in-this-state', item, news],
      ['not-found', 'meeting-none', { type: 'itemUnlisted', item, turn: 1 }],
      ['not-signed-before', item, { type: 'meetingSigned', meeting: 'meeting-1' }],
    ];
    await deliverSignal(await signal(item, { type: 'meetingSigned', meeting: 'meeting-1' }));
    for (const [rule, stream, event] of cases) {
      const key = await signal(stream, event);
      await deliverSignal(key);
      expect(await row(key)).toMatchObject({ state: 'void', note: rule });
    }
    expect(await town.app.readHead(item)).toMatchObject({ seq: 3 });
  });

  it('is not void because the store is away: it is tried again', async () => {
    const { item } = await asked();
    const key = await signal(item, { type: 'meetingSigned', meeting: 'meeting-1' });
    await deliverSignal(key, () => Promise.reject(new Error('connection closed')));
    expect(await row(key)).toMatchObject({ state: 'open', note: 'connection closed' });
  });
});

describe('a mail', () => {
  it('that the server puts off is sent later under the same Message-ID', async () => {
    const { key } = await asked();
    const worker = await startWorker(town.app);
    answer = () => 451;
    await isDue(key);
    await worker.reconcileNow();
    await expect.poll(async () => (await row(key))?.note, { timeout: 30_000 }).toContain('451');
    expect(await row(key)).toMatchObject({ state: 'open', messages: [] });
    answer = () => undefined;
    await isDue(key);
    await worker.reconcileNow();
    await expect.poll(async () => (await row(key))?.state, { timeout: 30_000 }).toBe('done');
    await worker.stop();
    const messages = (await row(key))?.messages.map(({ messageId }) => messageId);
    expect(messages).toEqual([expect.stringContaining(`<${key}.person-bettina-andersen@`)]);
    expect(arrived(key)).toEqual(messages);
  });

  it('that the server will never take has failed, until somebody presses "again"', async () => {
    const { key } = await asked();
    const worker = await startWorker(town.app);
    answer = () => 550;
    await isDue(key);
    await worker.reconcileNow();
    await expect.poll(async () => (await row(key))?.state, { timeout: 30_000 }).toBe('failed');
    expect((await row(key))?.note).toContain('550');
    answer = () => undefined;
    await worker.reconcileNow();
    expect(arrived(key)).toEqual([]);
    expect(await reopenDelivery(town.app.collections, key)).not.toBeNull();
    await isDue(key);
    await worker.reconcileNow();
    await expect.poll(async () => (await row(key))?.state, { timeout: 30_000 }).toBe('done');
    expect(arrived(key)).toHaveLength(1);
    await worker.stop();
  });

  it('that nobody needs any more is void with the reason, and nothing is sent', async () => {
    const { item, key } = await asked();
    await withdrawItem.run(town.app, await town.as('officer'), { item, reason: 'Ikke længere aktuel.' });
    const worker = await startWorker(town.app);
    await isDue(key);
    await worker.reconcileNow();
    await expect.poll(async () => (await row(key))?.state, { timeout: 30_000 }).toBe('void');
    await worker.stop();
    expect(await row(key)).toMatchObject({ note: 'not-asked-any-more', messages: [] });
    expect(arrived(key)).toEqual([]);
  });
});
