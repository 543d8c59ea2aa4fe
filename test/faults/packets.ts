/** Fifty packets that are being built while their processes, LibreOffice, the workers and the store are killed and Redis forgets. */
import { trusted } from 'mongoose';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { createApp } from '#src/create-app.ts';
import { newestEditions } from '#src/store/editions.ts';
import { readHead } from '#src/store/read-stream.ts';
import { MOST_DEATHS, workRows } from '#src/store/work.ts';
import type { Client } from './client.ts';
import { inParallel } from './journeys.ts';
import { packetFaults, storeFaults } from './packet-checks.ts';
import { plannedMeeting } from './packet-meetings.ts';
import { leftBehind } from './processes.ts';
import { storeBilag } from './stored-bilag.ts';
import { strikeUntilDone } from './strike.ts';
import { diedOfThemselves, triesIn } from './tries.ts';
import { insist, until, type World } from './world.ts';

/** Each has a packet for its members and one for the public. */
const FROZEN = 20;
/** Each has a draft alone. */
const OPEN = 10;
const BILAG = 24;
const VARIANTS = ['members', 'public'] as const;

/** @returns what is wrong at the end: packets that are missing, there twice or not what they say, and what was left behind */
export async function tryPacketFaults(world: World, client: Client, say: (line: string) => void): Promise<string[]> {
  const app = await createApp({ ...world.config, LOG_LEVEL: 'silent' });
  const files = await storeBilag(app.files, BILAG, 'i en pakke', (n) => 1 + (n % 3));
  const numbers = Array.from({ length: FROZEN + OPEN }, (_, n) => n);
  const meetings = await inParallel(numbers, 4, (n) => plannedMeeting(app, n, files));
  const [toSend, open] = [meetings.slice(0, FROZEN), meetings.slice(FROZEN)];
  const packets: Packet[] = [
    ...toSend.flatMap((meeting) => VARIANTS.map((variant) => ({ meeting, variant }))),
    ...open.map((meeting) => ({ meeting, variant: 'draft' })),
  ];
  const sending = inParallel(numbers.slice(0, FROZEN), FROZEN, (n) => send(world, client, toSend[n] ?? '', n));
  const [bilag, editions] = [workRows(world.collections.renditions), workRows(world.collections.editions)];
  const { summary, killed, missed } = await strikeUntilDone(world, {
    rounds: [bilag, editions, editions],
    mostDeaths: MOST_DEATHS - 1,
    isDone: async () => (await Promise.all(packets.map((packet) => isDone(world, packet)))).every(Boolean),
  });
  await sending;
  const isNamed = async (meeting: string) => {
    const named = (await contextOf(world, meeting)).packets;
    return VARIANTS.every((variant) => (named?.[variant] ?? 0) > 0);
  };
  const areNamed = async () => (await Promise.all(toSend.map(isNamed))).every(Boolean);
  await until('the meetings name their packets', areNamed).catch(() => undefined);
  await until('the previews are made', async () => (await bilag.countDocuments({ state: 'wanted' })) === 0);
  const hashes = files.map(({ hash }) => hash);
  const own = [
    ...(await world.collections.renditions.find({ file: trusted({ $in: hashes }) }).lean()),
    ...(await world.collections.editions.find().lean()),
  ];
  const wrong = [
    ...(await packetFaults(app, packets)),
    ...missed,
    ...diedOfThemselves(own, killed),
    ...(await storeFaults(app)),
    ...(await leftBehind(world)),
  ];
  await app.close();
  say(`${packets.length} packets built while ${summary}: ${triesIn(own)}, ${wrong.length} wrong`);
  return wrong;
}

export interface Packet {
  meeting: string;
  variant: string;
}

async function isDone({ collections }: World, packet: Packet): Promise<boolean> {
  const [newest] = await newestEditions(collections, { ...packet, scope: 'all' }, 1);
  return newest?.state === 'done';
}

const contextOf = async ({ collections }: World, meeting: string) =>
  (await insist(() => readHead(collections, meeting)))?.state.context as MeetingContext;

/** Frozen now, and sent: every second one at once, the others when their packets are ready, which then go along. */
async function send(world: World, client: Client, meeting: string, n: number): Promise<void> {
  const on = (event: object) => client.command('secretary', `/meetings/${meeting}/events`, event);
  await on({ type: 'freeze', part: 'agenda' });
  if (n % 2 === 1) {
    const ready = async () =>
      (await Promise.all(VARIANTS.map((variant) => isDone(world, { meeting, variant })))).every(Boolean);
    await until(`the packets of ${meeting} are built`, ready, 600_000);
  }
  await on({ type: 'dispatch', part: 'agenda', lateReason: null });
}
