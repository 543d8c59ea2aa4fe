/**
 * Keeps the packets of a meeting as they should be. What happens to a meeting and its items is not looked at one by one: the relay
 * remembers that something has happened, and here each packet's document is made anew and compared with that of the newest edition by
 * its hash. So whatever changes what is printed gives a new edition, nothing else does, and it does not matter how often or how late
 * this is done.
 */

import { packetKey } from '#machines/meeting/packets.ts';
import { isRefusal } from '#src/errors.ts';
import { renditionsOf } from '#src/renditions/rendition-rows.ts';
import type { Commit } from '#src/store/commit.ts';
import { editionsOf } from '#src/store/editions.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { duePacketChecks, endPacketCheck, takePacketCheck } from '#src/store/packet-checks.ts';
import { headOf, type RecordOf } from '#src/store/read-stream.ts';
import { type AskDeps, askForEdition, callOffEdition } from './ask-for-edition.ts';
import { PacketDocument } from './document.ts';
import { nextOpening, noteOpening } from './openings.ts';
import { isSent, type PacketOf, packetsWanted, scopeKey, supplementOf } from './packets-wanted.ts';

export type CheckDeps = AskDeps & { commit: Commit };

/** So many meetings are looked at in one round; the next takes the rest. */
const MOST_CHECKS = 20;
/** A process that dies in the middle of a check leaves it to others after so many milliseconds. */
const CHECK_MS = 60_000;
/** While something is being built, or still changes, a meeting is looked at again so soon. */
const REST_MS = 5_000;

/** @throws what the store throws */
export async function checkDueMeetings(deps: CheckDeps): Promise<void> {
  for (const check of await duePacketChecks(deps.collections, MOST_CHECKS)) {
    if (!(await takePacketCheck(deps.collections, check, CHECK_MS))) continue;
    const isOver = await checkMeeting(deps, check._id);
    // What is still being built is released by whoever has built it; should that process die, this does it.
    await endPacketCheck(deps.collections, isOver ? check : { ...check, changes: 0 }, REST_MS);
  }
}

/**
 * Asks for the editions that the meeting should have, calls off what nobody needs any more, and has the meeting's stream take down what
 * has become ready.
 * @returns whether all of its packets are settled
 * @throws what the store throws
 */
export async function checkMeeting(deps: CheckDeps, meeting: string): Promise<boolean> {
  const head = await headOf(deps.collections, 'meeting', meeting);
  const wanted = packetsWanted(head.state.context);
  const asked: Edition[] = [];
  for (const packet of wanted) {
    const edition = await askAsItStands(deps, head, packet);
    if (edition === null) continue;
    asked.push(edition);
    await releaseEdition(deps, head, packet, edition);
  }
  await callOffOthers(deps, meeting, wanted);
  await noteOpening(deps, meeting, nextOpening(await documentsOf(deps, asked)));
  return asked.every(({ state }) => state !== 'wanted') && !(await isStillMade(deps, asked));
}

/** What members and secretariat get says of all that is closed until when; what the public gets has no word of it. */
async function documentsOf({ contents }: CheckDeps, asked: readonly Edition[]): Promise<PacketDocument[]> {
  const whole = asked.filter(({ variant }) => variant !== 'public');
  const bodies = await contents.readMany(whole.map(({ document }) => document));
  return [...bodies.values()].flatMap((body) => PacketDocument.safeParse(body).data ?? []);
}

/** Whether a bilag that has no place in what was built is being prepared once more. */
async function isStillMade({ collections }: CheckDeps, asked: readonly Edition[]): Promise<boolean> {
  const files = asked.flatMap(({ missing }) => missing.flatMap(({ file }) => file ?? []));
  const renditions = await renditionsOf({ collections }, 'prepare', files);
  return [...renditions.values()].some(({ state }) => state === 'wanted');
}

/** Null where the packet cannot be made as things stand: they have changed since the state was read, and another check follows. */
async function askAsItStands(deps: CheckDeps, head: RecordOf<'meeting'>, packet: PacketOf): Promise<Edition | null> {
  try {
    return await askForEdition(deps, head.stream, packet, { by: null, asOf: head.seq });
  } catch (error) {
    if (isRefusal(error) && error.status < 500) return null;
    throw error;
  }
}

/** An edition that has been built after its agenda was sent is taken down in the meeting's stream: from then on its readers have it. */
async function releaseEdition(
  { commit }: Pick<CheckDeps, 'commit'>,
  { stream, state: { context } }: RecordOf<'meeting'>,
  packet: PacketOf,
  { _id, state, edition, manifest }: Edition,
): Promise<void> {
  const { scope, variant } = packet;
  if (state !== 'done' || manifest === null || variant === 'draft' || !isSent(context, packet)) return;
  const supplement = supplementOf(scope);
  if (edition <= (context.packets?.[packetKey({ supplement, variant })] ?? 0)) return;
  try {
    await commit({
      stream,
      origin: 'system',
      cause: `packet-${_id}`,
      decide: () => ({
        event: { type: 'packetBuilt', supplement, variant, edition, manifest },
        actor: { kind: 'system', part: 'packet' },
      }),
    });
  } catch (error) {
    // Somebody else was quicker, or a newer one is there already.
    if (!isRefusal(error) || error.status >= 500) throw error;
  }
}

/** A draft of what has been frozen meanwhile, a packet of what was thawed. Packets of one item are whoever's asked for them. */
async function callOffOthers(deps: CheckDeps, meeting: string, wanted: readonly PacketOf[]): Promise<void> {
  const names = new Set(wanted.map(({ scope, variant }) => `${scopeKey(scope)} ${variant}`));
  const editions = await editionsOf(deps.collections, meeting);
  const isNeedless = ({ scope, variant, state }: Edition) =>
    state === 'wanted' && !scope.startsWith('item-') && !names.has(`${scope} ${variant}`);
  for (const { _id } of editions.filter(isNeedless)) await callOffEdition(deps, _id);
}
