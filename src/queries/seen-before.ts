/** What somebody has seen of an item before: which version they acted on or were sent, and why the item went back since. Pure. */
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import { type ActedBy, approvalsIn } from '#machines/agenda-item/events.ts';
import { hasTag } from '#machines/states.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import type { ItemHistory } from './item.ts';

export interface SeenBefore {
  /** The version seen. */
  version: { n: number; hash: string };
  /** The reader's own transition, as an index of the records, and whether it was another of the same office's; null where the office was only asked. */
  act: { index: number; isOwn: boolean } | null;
  /** Since then, the transitions that sent the item back to its officer, as indexes of the records; the reader's own first. */
  sentBack: number[];
}

const contextOf = ({ state }: TransitionRecord) => state.context as ItemContext;

/** What an approver or somebody asked does on what they have read. */
const ACTS: ReadonlySet<string> = new Set(['approve', 'return', 'comment']);

/** Which version somebody had before them when they acted; a correction is the version that it made. */
function versionActedOn({ event }: TransitionRecord): string | null {
  if (event.type === 'correct') return event.content.hash;
  return ACTS.has(event.type) && 'version' in event && typeof event.version === 'string' ? event.version : null;
}

/** As whom somebody acted: several times where they approved several steps at once. */
const actedAs = ({ event, actor }: TransitionRecord): ActedBy[] => {
  if (event.type === 'approve') return approvalsIn(event).map(({ by }) => by);
  return actor.kind === 'person' ? [actor] : [];
};

const wentBack = ({ event, from, to }: TransitionRecord): boolean =>
  from !== to && hasTag('agenda-item', to, 'drafting') && event.type !== 'recall' && event.type !== 'reopen';

/**
 * What the approver of the current step saw last: what they acted on themselves, else what another of the office acted on, else what
 * the office was asked about.
 * @returns null where the step is no approval, or the item is seen for the first time or just as it was seen last
 */
export function seenBefore({ records, context }: ItemHistory, person: string): SeenBefore | null {
  const step = currentStep(context);
  if (step?.kind !== 'approval' || context.version === null) return null;
  const { office } = step;
  const actOf = (isTheirs: (by: ActedBy) => boolean) =>
    records.findLastIndex((record) => versionActedOn(record) !== null && actedAs(record).some(isTheirs));
  const own = actOf((by) => by.person === person || by.onBehalfOf === person);
  const index = own === -1 ? actOf((by) => by.office === office) : own;
  const asked = records.findLastIndex((record) => isAskedAbout(contextOf(record), record.to, office, context));
  const at = index === -1 ? asked : index;
  const record = records[at];
  if (record === undefined) return null;
  const hash = index === -1 ? contextOf(record).version?.hash : versionActedOn(record);
  const version = records.map((each) => contextOf(each).version).findLast((each) => each?.hash === hash);
  if (!version) return null;
  const isAsSeen = version.hash === context.version.hash && contextOf(record).round === context.round;
  if (isAsSeen) return null;
  const sentBack = records.flatMap((each, n) => (n >= at && wentBack(each) ? [n] : []));
  return { version, act: index === -1 ? null : { index, isOwn: own !== -1 }, sentBack };
}

/** Whether the office was asked about another version than the one that stands. */
function isAskedAbout(then: ItemContext, state: string, office: string, now: ItemContext): boolean {
  if (!hasTag('agenda-item', state, 'awaits-approval') || then.version?.hash === now.version?.hash) return false;
  const step = currentStep(then);
  return step?.kind === 'approval' && step.office === office;
}

/**
 * Why a draft is a draft again, for its officer.
 * @returns the transition that sent it back, as an index of the records, and the version that was sent back; null for a draft that
 *   was never sent, or that its officer took back
 */
export function sentBackToDraft({
  records,
  head,
}: ItemHistory): { index: number; version: { n: number; hash: string } } | null {
  if (!hasTag('agenda-item', head.to, 'drafting')) return null;
  const index = records.findLastIndex(({ from, to }) => from !== to && hasTag('agenda-item', to, 'drafting'));
  const record = records[index];
  const version = record && contextOf(record).version;
  return record && version && wentBack(record) ? { index, version } : null;
}
