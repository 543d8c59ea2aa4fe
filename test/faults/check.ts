/** What must be true when everything has come to rest, whatever was killed on the way. */
import { isDeepStrictEqual } from 'node:util';
import { begin, machines, restore, step, toStored } from '#machines/run.ts';
import type { DeadlineRow } from '#src/store/models/deadline.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import { differingProjections } from '#src/store/rebuild.ts';
import { machineOf, type TransitionRecord } from '#src/store/record.ts';
import { firstBrokenLink } from '#src/store/verify.ts';
import type { Ledger } from './client.ts';
import { receivedMails, type World } from './world.ts';

/** Counts for the table, and every single thing that is wrong. */
export interface Findings {
  counts: Record<string, number>;
  wrong: string[];
}

/** Judges the whole store against what clients were promised. */
export async function checkEverything(world: World, ledger: Ledger): Promise<Findings> {
  const { collections } = world;
  const records = await collections.transitions.find().sort({ stream: 1, seq: 1 }).lean();
  const deliveries = await collections.deliveries.find().lean();
  const lost = lostAcknowledgements(records, ledger);
  const twice = decidedTwice(records);
  const illegal = illegalPaths(records);
  const broken = firstBrokenLink(records);
  const rows = await differingProjections(collections);
  const pending = records.filter((record) => record.pending !== undefined).map(({ _id }) => `${_id} is still pending`);
  const deadlines = await collections.deadlines.find().lean();
  const unentered = effectsWithoutRow(records, deliveries, deadlines);
  const unfired = deadlinesNotOnce(records, deadlines);
  const unfinished = deliveries
    .filter(({ state }) => state === 'open' || state === 'failed')
    .map(({ _id, state, note }) => `${_id} is ${state}: ${note}`);
  const signals = signalsNotOnce(records, deliveries);
  const mails = mailsNotOnce(deliveries, await receivedMails(world));
  return {
    counts: {
      transitions: records.length,
      streams: new Set(records.map(({ stream }) => stream)).size,
      'commands acknowledged': ledger.acknowledged.length,
      'requests repeated for want of an answer': ledger.repeated,
      'requests pressed twice at once': ledger.doubled,
      'deliveries done': deliveries.filter(({ state }) => state === 'done').length,
      'deliveries void (overtaken)': deliveries.filter(({ state }) => state === 'void').length,
      'mails received': mails.received,
      'mails received twice, with the same Message-ID': mails.repeated,
      'mails received whose note died with a worker': mails.unnoted,
      'LOST acknowledged commands': lost.length,
      'LOST effects (no row in the ledger)': unentered.length,
      'LOST mails (done, not received)': mails.lost.length,
      'DECIDED TWICE (one cause, two transitions)': twice.length,
      'DOUBLE PRESSES with two results': ledger.contradictions.length,
      'deadlines fired': deadlines.filter(({ state }) => state === 'done').length,
      'deadlines fired late': deadlines.filter(({ late }) => late).length,
      'deadlines void (overtaken)': deadlines.filter(({ state }) => state === 'void').length,
      'DEADLINES not fired exactly once, or still due': unfired.length,
      'SIGNALS not applied exactly once': signals.length,
      'UNASKED mails (received, no effect)': mails.unknown.length,
      'ILLEGAL paths of a machine': illegal.length,
      'BROKEN hash chains': broken === null ? 0 : 1,
      'PROJECTIONS that differ from a rebuild': rows.length,
      'UNFINISHED deliveries': unfinished.length,
      'PENDING transitions': pending.length,
      'ANSWERS of 500': ledger.unexpected.length,
    },
    wrong: [
      ...lost,
      ...twice,
      ...ledger.contradictions,
      ...illegal,
      ...(broken === null ? [] : [`broken link: ${JSON.stringify(broken)}`]),
      ...rows.map((stream) => `the row of ${stream} differs from a rebuild`),
      ...pending,
      ...unentered,
      ...unfinished,
      ...unfired,
      ...signals,
      ...mails.lost,
      ...mails.unknown,
      ...ledger.unexpected,
    ],
  };
}

function lostAcknowledgements(records: readonly TransitionRecord[], { acknowledged }: Ledger): string[] {
  const causes = new Map(records.map(({ _id, cause }) => [_id, cause]));
  return (
    acknowledged
      // Behind the key a cause names what came with it.
      .filter(({ stream, seq, cause }) => !causes.get(`${stream}.${seq}`)?.startsWith(`${cause}-`))
      .map(({ stream, seq, cause }) => `${stream}.${seq} was acknowledged for ${cause} and is not there`)
  );
}

function decidedTwice(records: readonly TransitionRecord[]): string[] {
  const seen = new Map<string, string>();
  const twice: string[] = [];
  for (const { _id, stream, cause } of records) {
    const key = `${stream} ${cause}`;
    const before = seen.get(key);
    if (before !== undefined) twice.push(`${cause} made both ${before} and ${_id}`);
    seen.set(key, _id);
  }
  return twice;
}

/** Runs every stream's events through its machine again: each must be accepted and lead to exactly what is stored. */
function illegalPaths(records: readonly TransitionRecord[]): string[] {
  const illegal: string[] = [];
  let before: TransitionRecord | null = null;
  for (const record of records) {
    const definition = machines[machineOf(record.stream)];
    const continues: boolean = before?.stream === record.stream;
    const result =
      before !== null && continues
        ? step(definition, restore(definition, before.state), record.event)
        : begin(definition, record.event);
    before = record;
    if (!result.accepted) {
      illegal.push(`${record._id}: ${result.event} should have been refused by ${result.rule}`);
      continue;
    }
    const stored = [record.state, record.effects.map(({ key: _key, ...effect }) => effect)];
    if (!isDeepStrictEqual(stored, JSON.parse(JSON.stringify([toStored(result.snapshot), result.effects])))) {
      illegal.push(`${record._id}: the machine leads elsewhere than what is stored`);
    }
  }
  return illegal;
}

function effectsWithoutRow(
  records: readonly TransitionRecord[],
  deliveries: readonly Delivery[],
  deadlines: readonly DeadlineRow[],
): string[] {
  const entered = new Set([...deliveries, ...deadlines].map(({ _id }) => _id));
  return records
    .flatMap(({ effects }) => effects)
    .flatMap((effect) => {
      // Taking deadlines away leaves no row of its own.
      if (effect.kind === 'drop-deadlines') return [];
      return effect.kind === 'deadline' ? effect.params.id : effect.key;
    })
    .filter((id) => !entered.has(id))
    .map((id) => `${id} was never entered`);
}

/** A deadline that is done is one transition, one that is void or to come is none, and nothing that is due has been forgotten. */
function deadlinesNotOnce(records: readonly TransitionRecord[], deadlines: readonly DeadlineRow[]): string[] {
  const fired = Map.groupBy(records, ({ cause }) => cause);
  return deadlines.flatMap(({ _id, state, late, dueAt }) => {
    const events = (fired.get(_id) ?? []).map(({ event }) => event);
    const wanted = state === 'done' ? 1 : 0;
    const lateness = events.some((event) => 'late' in event && event.late !== late)
      ? 'is not as late as its event'
      : '';
    const forgotten = state === 'pending' && dueAt.getTime() < Date.now() - 60_000 ? 'is due and was forgotten' : '';
    const count = events.length === wanted ? '' : `is ${state} and was fired ${events.length} times`;
    return [lateness, forgotten, count].filter((fault) => fault !== '').map((fault) => `the deadline ${_id} ${fault}`);
  });
}

/** A signal that is done is one transition of its receiver; one that is void is none. */
function signalsNotOnce(records: readonly TransitionRecord[], deliveries: readonly Delivery[]): string[] {
  const applied = Map.groupBy(records, ({ cause }) => cause);
  return deliveries
    .filter(({ effect }) => effect.kind === 'signal')
    .flatMap(({ _id, state }) => {
      const times = applied.get(_id)?.length ?? 0;
      const wanted = state === 'done' ? 1 : 0;
      return times === wanted ? [] : [`the signal ${_id} is ${state} and was applied ${times} times`];
    });
}

/** Every mail of the ledger was received at least once, and nothing else was; a repetition carries the same Message-ID. */
export function mailsNotOnce(
  deliveries: readonly Delivery[],
  received: readonly { messageId: string; to: string[] }[],
) {
  const sent = deliveries.flatMap(({ _id, messages }) => messages.map((message) => ({ ...message, key: _id })));
  const arrived = Map.groupBy(received, ({ messageId }) => messageId);
  const noted = new Set(sent.map(({ messageId }) => messageId));
  // A Message-ID begins with the key of its effect.
  const asked = new Set(deliveries.map(({ _id }) => _id));
  const keyOf = (messageId: string) => messageId.split('.').slice(0, 2).join('.').slice(1);
  const strangers = [...arrived.keys()].filter((messageId) => !noted.has(messageId));
  return {
    received: received.length,
    repeated: [...arrived.values()].reduce((sum, copies) => sum + copies.length - 1, 0),
    lost: sent
      .filter(({ messageId }) => !arrived.has(messageId))
      .map(({ key, messageId }) => `the mail ${messageId} of ${key} was never received`),
    /** Received, and its process killed before that was noted; by the next try nobody was to be asked any more. */
    unnoted: strangers.filter((messageId) => asked.has(keyOf(messageId))).length,
    unknown: strangers
      .filter((messageId) => !asked.has(keyOf(messageId)))
      .map((messageId) => `the mail ${messageId} was received and nothing had asked for it`),
  };
}
