/**
 * `npm run faults`: breaks the running system in every way it is meant to survive, and counts what was lost or done twice.
 * Prints a table; exit code 1 when anything was. `--items N` (at least 200) and `--seed N` choose another run, `--away SECONDS`
 * how long Redis is away.
 */

import { parseArgs } from 'node:util';
import { trusted } from 'mongoose';
import { converters, ensureTools, tools } from '#src/dev/services/system-packages.ts';
import { tryBilagFaults } from './bilag.ts';
import { checkEverything, type Findings, mailsNotOnce } from './check.ts';
import { createClient, newLedger } from './client.ts';
import { fallBehind, tryReminderMails, trySweepPoints } from './deadlines.ts';
import { createJourneys, inParallel } from './journeys.ts';
import { tryPacketFaults } from './packets.ts';
import { tryCommandPoints, tryWorkerPoints } from './points.ts';
import { tryQueueFaults } from './queues.ts';
import { startStorm } from './storm.ts';
import { insist, openWorld, receivedMails, until, type World } from './world.ts';

/** An agenda has room for so many at least. */
const BATCH = 30;
/** Commands that an item takes on average, from its creation to its signature. */
const COMMANDS_AN_ITEM = 9;
const CALM_ITEMS = 10;
/** A claim of a killed worker is taken over when it expires, and what follows from it may meet another. */
const REST_MS = 240_000;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A repeatable source of chance (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const comesToRest = ({ collections }: World) =>
  until(
    'every packet built and settled, every delivery closed and nothing pending',
    async () =>
      (await collections.editions.countDocuments({ state: 'wanted' })) === 0 &&
      (await collections.packetChecks.countDocuments()) === 0 &&
      (await collections.deliveries.countDocuments({ state: 'open' })) === 0 &&
      (await collections.transitions.countDocuments({ pending: trusted({ $exists: true }) })) === 0,
    REST_MS,
  );

/** The mails about everything but the streams named: where nothing has failed, each is received exactly once. */
async function calmMails(world: World, but: readonly string[]) {
  const rows = await insist(() => world.collections.deliveries.find({ stream: trusted({ $nin: [...but] }) }).lean());
  const known = new Set(rows.flatMap(({ messages }) => messages.map(({ messageId }) => messageId)));
  return mailsNotOnce(
    rows,
    (await receivedMails(world)).filter(({ messageId }) => known.has(messageId)),
  );
}

async function run(world: World, items: number, seed: number, awaySeconds: number): Promise<Findings> {
  const random = chance(seed);
  const ledger = newLedger();
  const client = createClient(world, ledger, random);
  const journeys = createJourneys(world, client);
  const startedAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1_000)} s`;

  const pointFaults = await tryCommandPoints(world, say);
  const { judge } = await tryWorkerPoints(world);
  const sweepFaults = await trySweepPoints(world, say);
  const judgeOverdue = await fallBehind(world, say);
  // Both at once, as after a power cut.
  await Promise.all([world.addWorker(), world.addWorker()]);
  sweepFaults.push(...(await judgeOverdue()));
  await comesToRest(world);
  pointFaults.push(...(await judge(say)));
  sweepFaults.push(...(await tryReminderMails(world, say)));
  await comesToRest(world);
  const queueFaults = await tryQueueFaults(world, awaySeconds, say);
  await comesToRest(world);
  queueFaults.push(...(await tryBilagFaults(world, say)));
  queueFaults.push(...(await tryPacketFaults(world, client, say)));
  await comesToRest(world);
  const born = await insist(() => world.collections.transitions.find({ seq: 1 }).lean());
  const earlier = born.map(({ stream }) => stream);
  const calm = await journeys.batch(Array.from({ length: CALM_ITEMS }, (_, n) => n));
  await comesToRest(world);
  const { received, repeated, lost } = await calmMails(world, earlier);
  say(`${calm.length + 1} items without a fault: ${received} mails, ${repeated} of them twice (${seconds()})`);

  const numbers = Array.from({ length: items }, (_, n) => CALM_ITEMS + n);
  const batches = Array.from({ length: Math.ceil(items / BATCH) }, (_, b) => numbers.slice(b * BATCH, (b + 1) * BATCH));
  const before = ledger.acknowledged.length;
  const progress = () => Math.min(1, (ledger.acknowledged.length - before) / (items * COMMANDS_AN_ITEM));
  const storm = startStorm(world, progress, random);
  const ended = await inParallel(batches, batches.length, (batch) => journeys.batch(batch)).finally(storm.stop);
  say(`${items} items in the storm, ${ended.flat().length} of them to their signature (${seconds()}):`);
  for (const line of storm.log) say(`  ${line}`);
  await comesToRest(world);
  say(`everything at rest (${seconds()})`);
  const findings = await checkEverything(world, ledger);
  findings.wrong.push(...pointFaults, ...sweepFaults, ...queueFaults);
  if (lost.length + repeated > 0) findings.wrong.push(`without a fault: ${lost.length} mails lost, ${repeated} twice`);
  return findings;
}

const { values } = parseArgs({
  options: { items: { type: 'string' }, seed: { type: 'string' }, away: { type: 'string' } },
});
const items = Math.max(200, Number(values.items ?? 210));
const awaySeconds = Number(values.away ?? 120);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
say(`Fault tests: ${items} items, seed ${seed}`);
await ensureTools([tools.qpdf, tools.poppler, ...converters], say);
const crashes: string[] = [];
const world = await openWorld((line) => {
  // Whoever is killed ends by a signal, and whoever cannot start says so; Node signs what it ends with for want of a handler.
  if (/^(Web|Arbejds)processen stoppede uventet \(kode.*Node\.js v/s.test(line)) crashes.push(line);
});
let failed = true;
try {
  say(`Store: ${world.services.storeName}`);
  const { counts, wrong } = await run(world, items, seed, awaySeconds);
  wrong.push(...crashes);
  say('');
  for (const [what, count] of Object.entries(counts)) say(`${String(count).padStart(7)}  ${what}`);
  for (const line of wrong.slice(0, 50)) say(`WRONG: ${line}`);
  if (wrong.length > 0) for (const error of (await world.loggedErrors()).slice(0, 25)) say(`LOGGED: ${error}`);
  say(wrong.length === 0 ? 'Nothing lost, nothing done twice.' : `${wrong.length} things are wrong.`);
  failed = wrong.length > 0;
} finally {
  await world.stop();
}
process.exit(failed ? 1 : 0);
