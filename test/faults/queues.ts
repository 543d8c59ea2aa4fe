/** The queues' own failures: a worker stalls in the middle of a job, tries fail, and Redis goes away or forgets everything. */
import { submitItem } from '#src/commands/item/submit.ts';
import type { App } from '#src/context.ts';
import { createApp } from '#src/create-app.ts';
import { behave, copiesOf } from './mail-server.ts';
import { preparedItem } from './points.ts';
import { flushRedis } from './storm.ts';
import { pause, until, type World } from './world.ts';

const REST_MS = 180_000;

interface AddedMail {
  item: string;
  /** The row of the mail that asks its approver. */
  key: string;
}

/** @param awaySeconds how long Redis is away @returns everything that is wrong; a line per failure goes to `say` */
export async function tryQueueFaults(
  world: World,
  awaySeconds: number,
  say: (line: string) => void,
): Promise<string[]> {
  const app = await createApp({ ...world.config, LOG_LEVEL: 'silent' });
  await until('Redis answers', () => answers(app));
  const wrong: string[] = [];
  const failures: [string, () => Promise<string[]>][] = [
    ['a worker stalls in the middle of a mail', () => workerStalls(world, app)],
    ['a job fails three times', () => failsThreeTimes(world, app)],
    ['Redis is emptied in the middle of a backoff', () => emptiedInBackoff(world, app)],
    [`Redis hangs for ${awaySeconds} s`, () => redisHangs(world, app, awaySeconds)],
  ];
  for (const [name, fail] of failures) {
    const faults = await fail();
    say(`  ${name.padEnd(46)} ${faults.length === 0 ? 'nothing lost, nothing twice' : faults.join('; ')}`);
    wrong.push(...faults.map((fault) => `${name}: ${fault}`));
  }
  await behave(world, 'accept', 0);
  await app.close();
  return wrong;
}

const answers = (app: App) =>
  app.queues.ping().then(
    () => true,
    () => false,
  );

async function ask(app: App): Promise<AddedMail> {
  const { item, rev, cause, actor } = await preparedItem(app);
  await submitItem.run(app, { actor, cause }, { item, rev });
  await app.relay.flush();
  return { item, key: `${item}.2-1` };
}

const rowOf = ({ collections }: World, { key }: AddedMail) => collections.deliveries.findOne({ _id: key }).lean();
const comesDone = (world: World, asked: AddedMail) =>
  until(`the mail of ${asked.key}`, async () => (await rowOf(world, asked))?.state === 'done', REST_MS);
const isPutOff = (world: World, asked: AddedMail, attempts: number) =>
  until(
    `try ${attempts} of ${asked.key} has failed`,
    async () => {
      const row = await rowOf(world, asked);
      return row?.state === 'open' && row.note !== null && row.attempts >= attempts;
    },
    REST_MS,
  );

/** What is wrong with a mail that should have come exactly once. */
async function onceFaults(world: World, asked: AddedMail): Promise<string[]> {
  // A copy that is still on its way would be one too many.
  await pause(500);
  const copies = await copiesOf(world, asked.key);
  return copies === 1 ? [] : [`the mail of ${asked.key} was received ${copies} times`];
}

/** The worker that has the job is stopped, not killed: it holds its connections and says nothing; later it wakes up again. */
async function workerStalls(world: World, app: App): Promise<string[]> {
  await behave(world, 'hang', 1);
  const asked = await ask(app);
  let pid = 0;
  await until('a worker has the job', async () => {
    const job = await app.queues.queue('mail').getJob(asked.key);
    pid = Number(/-(\d+)$/.exec(job?.processedBy ?? '')?.[1] ?? 0);
    return pid > 0 && (await rowOf(world, asked))?.claimedBy !== null;
  });
  await pause(500);
  process.kill(pid, 'SIGSTOP');
  await behave(world, 'accept', 0);
  await comesDone(world, asked).finally(() => process.kill(pid, 'SIGCONT'));
  // Awake again, it finds that its claim is lost.
  await pause(3_000);
  return onceFaults(world, asked);
}

async function failsThreeTimes(world: World, app: App): Promise<string[]> {
  await behave(world, 'transient', 3);
  const asked = await ask(app);
  await comesDone(world, asked);
  const attempts = (await rowOf(world, asked))?.attempts ?? 0;
  return [...(await onceFaults(world, asked)), ...(attempts === 4 ? [] : [`done at try ${attempts} instead of 4`])];
}

async function emptiedInBackoff(world: World, app: App): Promise<string[]> {
  await behave(world, 'transient', 2);
  const asked = await ask(app);
  await isPutOff(world, asked, 2);
  const notBefore = (await rowOf(world, asked))?.availableAt ?? new Date();
  await flushRedis(world.services.redisUrl);
  await comesDone(world, asked);
  const early = ((await rowOf(world, asked))?.closedAt ?? new Date(0)) < notBefore;
  return [...(await onceFaults(world, asked)), ...(early ? ['it went before its time'] : [])];
}

/** What is asked meanwhile is mailed meanwhile, by the workers' timer; what is asked afterwards goes by the queue again. */
async function redisHangs(world: World, app: App, awaySeconds: number): Promise<string[]> {
  const redis = world.services.parts.find(({ name }) => name === 'Redis');
  const pid = redis?.pid();
  if (pid === undefined) return ['there is no Redis of our own'];
  const endsAt = Date.now() + awaySeconds * 1_000;
  process.kill(pid, 'SIGSTOP');
  const meanwhile: AddedMail[] = [];
  try {
    for (let n = 0; n < 5; n++) meanwhile.push(await ask(app));
    for (const asked of meanwhile) await comesDone(world, asked);
    await pause(Math.max(0, endsAt - Date.now()));
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await until('Redis answers', () => answers(app));
  const after = await ask(app);
  await comesDone(world, after);
  const faults = await Promise.all([...meanwhile, after].map((asked) => onceFaults(world, asked)));
  return faults.flat();
}
