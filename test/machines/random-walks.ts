/**
 * Random walks over the machines that are the same on every machine and in every year: each choice is read from a SHA-256, so that
 * what a walk did can be pinned in test/fixtures and compared for ever.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { EffectRequest } from '#machines/effects.ts';
import { begin, type MachineEvent, type MachineName, machines, restore, whyNot } from '#machines/run.ts';
import { hearingEvents, itemEvents, meetingEvents, packetEvents, reviewEvents } from './any-events.ts';
import { drive } from './drive.ts';
import * as given from './given.ts';
import { HEARING } from './given-hearing.ts';

/** One accepted event of a walk: where it led, what it left in the context, and which effects it asked for, in their order. */
export interface WalkStep {
  event: MachineEvent;
  to: string;
  context: unknown;
  effects: readonly EffectRequest[];
  /** Every event that was tried in vain before this one, with the rule that refused it. */
  refused: { event: MachineEvent; rule: string | null }[];
}
export interface Walk {
  name: string;
  machine: MachineName;
  steps: WalkStep[];
}

const STEPS = 40;
/** So many events are tried at random before each step, to see which rules refuse. */
const TRIES = 6;
/** What ends a walk, or sends it back to its beginning, comes seldom, so that walks get far. */
const SELDOM = [
  'withdraw',
  'recall',
  'return',
  'cancel',
  'itemLeft',
  'uninvite',
  'itemUnlisted',
  'itemWithdrawn',
  'callOff',
];
/** A walk that has been here for three steps has nothing new to show. */
const LAST = ['signed', 'concluded', 'cancelled'];
const OFTEN = [
  'signatureDue',
  'addPart',
  'thaw',
  'list',
  'freeze',
  'dispatch',
  'begin',
  'recordDecision',
  'end',
  'requestSignatures',
  'sign',
  'meetingEnded',
];

/** A whole number from 0 to `below` - 1, always the same one for the same `of`. */
const chosen = (of: string, below: number): number => createHash('sha256').update(of).digest().readUInt32BE() % below;

export const births: Record<MachineName, (n: number) => MachineEvent> = {
  'agenda-item': (n) => ({
    type: 'create',
    item: given.ITEM,
    itemType: 'decision',
    owner: 'person-officer',
    ...(n % 5 === 0 ? { origin: { item: 'item-0', subItem: 'sub-1' } } : {}),
  }),
  meeting: (n) => ({
    type: 'plan',
    meeting: given.MEETING,
    organ: 'OEK',
    date: '2023-12-05',
    startsAt: '15:00',
    signing: (['participants', 'participants', 'chair', 'nobody'] as const)[n % 4] ?? 'participants',
    dispatch: n % 3 === 0 ? null : { warns: given.due(1), due: given.due(2) },
  }),
  hearing: (n) => ({
    type: 'plan',
    hearing: HEARING,
    item: given.ITEM,
    step: 'elders',
    version: given.hash(1),
    hearingType: 'elders-council',
    openTo: n % 2 ? 'everyone' : 'invited',
    answersPublic: true,
  }),
};
const possible: Record<MachineName, (driver: never, n: number) => MachineEvent[]> = {
  'agenda-item': itemEvents,
  meeting: meetingEvents,
  hearing: hearingEvents,
};

/** The `n`th walk over the machine, the same one whenever it is asked for. */
export function randomWalk(machine: MachineName, n: number, sent = possible[machine]): Walk {
  const name = `${machine} ${n}`;
  const definition = machines[machine];
  const birth = births[machine](n);
  const driver = drive(machine, { birth });
  const born = begin(definition, birth);
  const first = { event: birth, to: driver.at(), context: driver.context(), refused: [] };
  const steps: WalkStep[] = [{ ...first, effects: born.accepted ? born.effects : [] }];
  const whyRefused = (event: MachineEvent) => whyNot(definition, restore(definition, driver.state()), event);
  /** What could have been sent before the last step: of another round, version, turn or request. */
  let stale: MachineEvent[] = [];
  for (let place = 1; place <= STEPS; place++) {
    const seed = `${name} ${place}`;
    const events = sent(driver as never, 1 + chosen(`n ${seed}`, 90));
    const tried = [...events, ...stale];
    stale = events;
    const refused = Array.from({ length: TRIES }, (_, n) => tried[chosen(`${seed} ${n}`, tried.length)]).flatMap(
      (event) => (event && whyRefused(event) !== null ? [{ event, rule: whyRefused(event) }] : []),
    );
    const accepted = events.filter((event) => whyRefused(event) === null);
    const ranked = accepted.map((event, n) => ({ event, rank: rank(event, `${seed} ${n}`, steps) }));
    const [first] = ranked.toSorted((a, b) => a.rank - b.rank);
    if (first === undefined) break;
    const effects = driver.send(first.event);
    steps.push({ event: first.event, to: driver.at(), context: driver.context(), effects, refused });
    if (LAST.includes(driver.at()) && LAST.includes(steps.at(-3)?.to ?? '')) break;
  }
  return { name, machine, steps };
}

/** What a walk has done least often so far comes first, with some chance in it. */
function rank({ type }: MachineEvent, seed: string, before: readonly WalkStep[]): number {
  const times = before.filter(({ event }) => event.type === type).length;
  const isSeldom = SELDOM.includes(type) && chosen(`seldom ${seed}`, 6) > 0;
  return 2 * times + (isSeldom ? 12 : 0) + (OFTEN.includes(type) ? -2 : 0) + chosen(`rank ${seed}`, 50) / 10;
}

/** The walk in one line: its name, then each event with a digest of all that happened up to and with it. */
export function walkLine({ name, steps }: Walk): string {
  let digest = '';
  const words = steps.map((step) => {
    digest = createHash('sha256')
      .update(`${digest}${canonicalize(step)}`)
      .digest('hex');
    return `${step.event.type}:${digest.slice(0, 8)}`;
  });
  return `${name} ${words.join(' ')}`;
}

const WALKS = 120;
const names = Object.keys(machines) as MachineName[];
/** All walks that are pinned. */
export const allWalks = (): Walk[] =>
  names.flatMap((machine) => Array.from({ length: WALKS }, (_, n) => randomWalk(machine, n)));

/** Walks with reviews on the way, which came after the others had been pinned. */
export const reviewWalks = (): Walk[] =>
  Array.from({ length: 20 }, (_, n) => randomWalk('agenda-item', n, reviewEvents));

/** Walks with packets that become ready, which came later still. */
export const packetWalks = (): Walk[] => Array.from({ length: 20 }, (_, n) => randomWalk('meeting', n, packetEvents));

export const PINNED = new URL('../fixtures/machine-walks.txt', import.meta.url);
/** One walk of each machine is written out, so that a reader sees what the digests are of. */
const WRITTEN_OUT = 7;

/** The fixture's text: a line for every walk, then the steps of some in full. */
export function pinned(walks: readonly Walk[]): string {
  const inFull = walks
    .filter(({ name }) => name.endsWith(` ${WRITTEN_OUT}`))
    .flatMap(({ name, steps }) => steps.map(({ refused: _, ...step }, n) => `${name}.${n} ${canonicalize(step)}`));
  return `${[...walks.map(walkLine), ...inFull].join('\n')}\n`;
}
