/** A process of the service that kills itself at the point named by FAULT_POINT: the real parts, with a hook around one of them. */
import { fileURLToPath } from 'node:url';
import { startWorker } from '#src/app/worker.ts';
import { actorOf } from '#src/auth/actor.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import { readConfig } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { createApp } from '#src/create-app.ts';
import { environment } from '#src/dev/services/environment.ts';
import { driverOf } from '#src/model.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { insist, PEOPLE } from './world.ts';

/** In the order in which a command's process passes them. */
export const COMMAND_POINTS = [
  'documents stored, nothing inserted',
  'transition inserted, nothing else',
  'rows written, ledger not',
  'ledger entered, rows not',
  'all written, pending not cleared',
  'pending cleared, no job added',
  'jobs added',
] as const;
/** In the order in which a worker passes them. */
export const WORKER_POINTS = [
  'delivery claimed',
  'mail accepted by the server',
  'first of two mails noted in the ledger',
  'delivery settled',
] as const;
/** In the order in which a sweep of deadlines passes them. */
export const SWEEP_POINTS = [
  'deadline claimed',
  'deadline fired, row not closed',
  'deadline fired and carried, row not closed',
  'row closed',
] as const;
export type FaultPoint =
  | (typeof COMMAND_POINTS)[number]
  | (typeof WORKER_POINTS)[number]
  | (typeof SWEEP_POINTS)[number];

const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
};
const hang = (): Promise<never> => new Promise(() => undefined);

/** Replaces a method by one that does something before or after it. */
function around<T extends object, K extends keyof T & string>(
  target: T,
  method: K,
  hook: { before?: (args: unknown[]) => unknown; after?: (result: unknown, args: unknown[]) => unknown },
): void {
  const real = (target[method] as (...args: unknown[]) => unknown).bind(target);
  const wrapped = async (...args: unknown[]) => {
    await hook.before?.(args);
    const result = await real(...args);
    await hook.after?.(result, args);
    return result;
  };
  Object.assign(target, { [method]: wrapped });
}

const closesRow = ([, update]: unknown[]) => JSON.stringify(update).includes('closedAt');
const notesMail = ([, update]: unknown[]) => JSON.stringify(update).includes('$push');

function arm(app: App, point: FaultPoint): void {
  // Below the models, so that it is met whichever way the store is reached.
  const transitions = driverOf(app.collections.transitions);
  const items = driverOf(app.collections.items);
  const deliveries = driverOf(app.collections.deliveries);
  const deadlines = driverOf(app.collections.deadlines);
  const hooks: Record<FaultPoint, () => void> = {
    'documents stored, nothing inserted': () => around(transitions, 'insertOne', { before: die }),
    'transition inserted, nothing else': () => around(transitions, 'insertOne', { after: die }),
    'rows written, ledger not': () => {
      around(deliveries, 'insertMany', { before: hang });
      around(items, 'insertMany', { after: die });
      around(items, 'updateMany', {
        after: (result) => ((result as { matchedCount: number }).matchedCount > 0 ? die() : null),
      });
    },
    'ledger entered, rows not': () => {
      around(items, 'updateMany', { before: hang });
      around(deliveries, 'insertMany', { after: die });
    },
    'all written, pending not cleared': () => around(transitions, 'updateMany', { before: die }),
    'pending cleared, no job added': () => around(app.queues, 'add', { before: die }),
    'jobs added': () => {
      const add = app.queues.add.bind(app.queues);
      // On a busy machine the adding side may give up before Redis has answered; the point is that it has.
      const addAndDie = (jobs: Parameters<typeof add>[0]) => insist(() => add(jobs)).then(die);
      Object.assign(app.queues, { add: addAndDie });
    },
    'delivery claimed': () =>
      around(deliveries, 'updateMany', {
        after: (result) => ((result as { matchedCount: number }).matchedCount > 0 ? die() : null),
      }),
    'mail accepted by the server': () => around(deliveries, 'bulkWrite', { before: die }),
    'first of two mails noted in the ledger': () =>
      around(deliveries, 'updateOne', { after: (_, args) => (notesMail(args) ? die() : null) }),
    'delivery settled': () => around(deliveries, 'bulkWrite', { after: die }),
    'deadline claimed': () => around(deadlines, 'updateMany', { after: die }),
    'deadline fired, row not closed': () => around(transitions, 'insertOne', { after: die }),
    'deadline fired and carried, row not closed': () =>
      around(deadlines, 'updateMany', {
        before: async (args) => {
          if (!closesRow(args)) return;
          await app.relay.flush();
          await die();
        },
      }),
    'row closed': () => around(deadlines, 'updateMany', { after: (_, args) => (closesRow(args) ? die() : null) }),
  };
  hooks[point]();
}

async function main(): Promise<void> {
  const point = environment.FAULT_POINT as FaultPoint;
  const { item, rev, cause } = JSON.parse(process.argv[2] ?? '{}') as { item: string; rev: number; cause: string };
  const app = await createApp(readConfig(environment));
  const actor = actorOf(await app.directory.current(), PEOPLE.officer, new Date());
  if (actor === null) throw new Error('There is no officer.');
  while (point === 'jobs added' && (await app.queues.counts().catch(() => null)) === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  arm(app, point);
  if ((SWEEP_POINTS as readonly string[]).includes(point)) await sweepDeadlines(app);
  else if ((WORKER_POINTS as readonly string[]).includes(point)) await startWorker(app);
  else await submitItem.run(app, { actor, cause }, { item, rev });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
