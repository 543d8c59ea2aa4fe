import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailEffect } from '#machines/effects.ts';
import { startWorker } from '#src/app/worker.ts';
import { withdrawItem } from '#src/commands/item/withdraw.ts';
import { deliver } from '#src/queue/deliver.ts';
import type { Outcome } from '#src/store/ledger.ts';
import { reopenDelivery } from '#src/store/ledger.ts';
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
const row = (key: string) => town.app.collections.deliveries.findOne({ _id: key });
const isDue = (key: string) =>
  town.app.collections.deliveries.updateOne({ _id: key }, { $set: { availableAt: new Date(Date.now() - 10_000) } });
/** The Message-IDs of the mails that the server has taken for one row. */
const arrived = (key: string) =>
  server.mails.flatMap(({ parsed }) => (parsed.messageId?.startsWith(`<${key}.`) ? [parsed.messageId] : []));
/** Does the row's work with a mail part of the test's own. */
const deliverBy = (key: string, send: (effect: MailEffect & { key: string }) => Promise<Outcome>) =>
  deliver({ ...town.app, sendMail: send }, key);

describe('a job', () => {
  it('for a row that is closed does nothing', async () => {
    const { key } = await asked();
    let sent = 0;
    const send = async (): Promise<Outcome> => {
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
    const send = async (): Promise<Outcome> => {
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { kind: 'done' };
    };
    await Promise.all(Array.from({ length: 10 }, () => deliverBy(key, send)));
    expect(sent).toBe(1);
    expect(await row(key)).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('that throws is tried again later, with what went wrong', async () => {
    const { key } = await asked();
    await deliverBy(key, async () => {
      throw new Error('out of paper');
    });
    expect(await row(key)).toMatchObject({ state: 'open', note: 'out of paper', attempts: 1 });
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
      ...{ availableAt: now, claimedUntil: new Date(0), createdAt: now, closedAt: null },
    });
    return key;
  }
  const noMail = async (): Promise<Outcome> => ({ kind: 'done' });

  it('is one transition of its receiver, caused by the effect, said by the system', async () => {
    const { item } = await asked();
    const key = await signal(item, { type: 'meetingSigned', meeting: 'meeting-1' });
    await deliverBy(key, noMail);
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
    await deliverBy(key, noMail);
    await town.app.collections.deliveries.updateOne(
      { _id: key },
      { $set: { state: 'open', claimedUntil: new Date(0) } },
    );
    await deliverBy(key, noMail);
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
    await deliverBy(await signal(item, { type: 'meetingSigned', meeting: 'meeting-1' }), noMail);
    for (const [rule, stream, event] of cases) {
      const key = await signal(stream, event);
      await deliverBy(key, noMail);
      expect(await row(key)).toMatchObject({ state: 'void', note: rule });
    }
    expect(await town.app.readHead(item)).toMatchObject({ seq: 3 });
  });

  it('is not void because the store is away: it is tried again', async () => {
    const { item } = await asked();
    const key = await signal(item, { type: 'meetingSigned', meeting: 'meeting-1' });
    const away = { ...town.app, commit: () => Promise.reject(new Error('connection closed')), sendMail: noMail };
    await deliver(away, key);
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
    expect(await reopenDelivery(town.app.collections, key)).toBe(true);
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
