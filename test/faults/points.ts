/** A process killed at every single point between a transition's insert and the end of all that follows from it. */

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { trusted } from 'mongoose';
import { startWorker } from '#src/app/worker.ts';
import { actorOf } from '#src/auth/actor.ts';
import { createItem } from '#src/commands/item/create.ts';
import { saveDraftOf } from '#src/commands/item/save-draft.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import type { App } from '#src/context.ts';
import { createApp } from '#src/create-app.ts';
import { emptyItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { delegationModel } from '#src/people/models.ts';
import { COMMAND_POINTS, type FaultPoint, WORKER_POINTS } from './child.ts';
import { PEOPLE, receivedMails, until, type World } from './world.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const CHILD_LIMIT_MS = 30_000;

/** Runs a child until it kills itself at the point. @throws when it ends in any other way */
export async function dieAt(world: World, point: FaultPoint, task: object): Promise<void> {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(task)], {
    env: { ...world.env, LOG_LEVEL: 'silent', FAULT_POINT: point, QUEUE_PREFIX: 'points' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const limit = setTimeout(() => child.kill('SIGTERM'), CHILD_LIMIT_MS);
  const signal = await new Promise((resolve) => child.once('exit', (code, by) => resolve(by ?? code)));
  clearTimeout(limit);
  if (signal !== 'SIGKILL') throw new Error(`the child should have been killed at "${point}" and ended with ${signal}`);
}

/** @param first the step that the item's route begins with */
export async function preparedItem(app: App, first: object = { kind: 'approval', office: 'office-oekonomichef' }) {
  const directory = await app.directory.current();
  const actor = actorOf(directory, PEOPLE.officer, new Date());
  if (actor === null) throw new Error('There is no officer.');
  const asked = () => ({ actor, cause: randomUUID() });
  const { stream: item } = await createItem(app, asked(), { type: 'decision' });
  const content = {
    ...emptyItemContent('decision'),
    title: `Punkt ${item}`,
    sections: [{ heading: 'Sagsfremstilling', body: richTextOf(`Om ${item}.`) }],
    recommendation: { lead: 'Det indstilles, at', clauses: ['planen godkendes.'] },
  };
  const plan = [first, { kind: 'organ', organ: 'organ-kb', role: 'deciding' }];
  const { rev } = await saveDraftOf(app, asked(), { item, rev: 1, draft: { content, plan } });
  return { item, rev, cause: randomUUID(), actor };
}

export const linesOf = (point: string, faults: string[], remark = '') =>
  `  killed at: ${point.padEnd(42)} ${faults.length === 0 ? `nothing lost${remark}` : faults.join('; ')}`;

/**
 * Kills a command's process at every point, one after the other; each time the client asks again and a living worker goes on.
 * @returns everything that is wrong; a line per point goes to `say`
 */
export async function tryCommandPoints(world: World, say: (line: string) => void): Promise<string[]> {
  const app = await createApp({ ...world.config, LOG_LEVEL: 'silent', QUEUE_PREFIX: 'points' });
  const wrong: string[] = [];
  for (const point of COMMAND_POINTS) {
    const { item, rev, cause, actor } = await preparedItem(app);
    await dieAt(world, point, { item, rev, cause });
    const again = await submitItem.run(app, { actor, cause }, { item, rev });
    const worker = await startWorker(app);
    await until(`the mail about ${item}`, () => isDealtWith(app, item), 60_000);
    await worker.stop();
    const faults = await faultsOf(world, app, item, 1);
    if (again.seq !== 2) faults.push(`the repeated command answered seq ${again.seq}`);
    say(linesOf(point, faults, ', nothing twice'));
    wrong.push(...faults.map((fault) => `killed at "${point}": ${fault}`));
  }
  await app.close();
  return wrong;
}

/** An office that acts in no other test, with a delegate besides its holder: two get the mail about what waits for it. */
const SHARED_OFFICE = 'office-sundheds-og-omsorgschef';
const shareOffice = ({ connection }: App) =>
  delegationModel(connection).insertOne({
    _id: 'delegation-faults',
    from: { kind: 'office', id: SHARED_OFFICE },
    to: PEOPLE['office-kommunaldirektoer'],
    scope: { actions: null, offices: null },
    validFrom: '2022-01-01',
    validTo: null,
    reason: 'Afprøvning',
    rev: 1,
    changedBy: null,
    changedAt: new Date(),
  });

/**
 * Kills a worker at every point of a delivery. What it held is free for others when the claim expires, so it is judged later.
 * @returns the judgement for when everything has come to rest
 */
export async function tryWorkerPoints(world: World) {
  const app = await createApp({ ...world.config, LOG_LEVEL: 'silent', QUEUE_PREFIX: 'points' });
  const killed: { point: (typeof WORKER_POINTS)[number]; item: string }[] = [];
  await shareOffice(app);
  for (const point of WORKER_POINTS) {
    const office = recipientsAt(point) === 2 ? SHARED_OFFICE : 'office-oekonomichef';
    const { item, rev, cause, actor } = await preparedItem(app, { kind: 'approval', office });
    await submitItem.run(app, { actor, cause }, { item, rev });
    await app.relay.flush();
    await dieAt(world, point, { item, rev, cause });
    killed.push({ point, item });
  }
  return {
    async judge(say: (line: string) => void): Promise<string[]> {
      const wrong: string[] = [];
      for (const { point, item } of killed) {
        // The server has the mail and nobody could write that down: the one way to a second copy, under the same Message-ID.
        const twice = point === 'mail accepted by the server';
        const recipients = recipientsAt(point);
        const faults = await faultsOf(world, app, item, twice ? 2 : recipients, recipients);
        say(linesOf(point, faults, twice ? ', one mail twice under one Message-ID' : ', nothing twice'));
        wrong.push(...faults.map((fault) => `killed at "${point}": ${fault}`));
      }
      await app.close();
      return wrong;
    },
  };
}

const recipientsAt = (point: (typeof WORKER_POINTS)[number]) =>
  point === 'first of two mails noted in the ledger' ? 2 : 1;

const isDealtWith = async ({ collections: { transitions, deliveries } }: App, item: string) =>
  (await deliveries.countDocuments({ stream: item, state: trusted({ $ne: 'open' }) })) === 1 &&
  (await transitions.countDocuments({ stream: item, pending: trusted({ $exists: true }) })) === 0;

/** What is wrong with an item that has been submitted once and whose approver has been asked. */
async function faultsOf(world: World, app: App, item: string, mailsWanted: number, recipients = 1): Promise<string[]> {
  const { transitions, deliveries, items } = app.collections;
  const count = await transitions.countDocuments({ stream: item });
  const row = await items.findOne({ _id: item }).lean();
  const delivery = await deliveries.findOne({ stream: item }).lean();
  const messageIds = new Set(delivery?.messages.map(({ messageId }) => messageId));
  const mails = (await receivedMails(world)).filter(({ messageId }) => messageIds.has(messageId)).length;
  return [
    count === 2 ? '' : `${count} transitions instead of 2`,
    row?.seq === 2 ? '' : `the row stands at ${row?.seq}`,
    delivery?.state === 'done' ? '' : `the delivery is ${delivery?.state}`,
    messageIds.size === recipients ? '' : `${messageIds.size} Message-IDs instead of ${recipients}`,
    mails === mailsWanted ? '' : `${mails} mails instead of ${mailsWanted}`,
  ].filter((fault) => fault !== '');
}
