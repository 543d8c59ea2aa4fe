/**
 * Whether a link still means what it meant when it was mailed, and if not, why. A link dies by comparison: nobody has to revoke it.
 */
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import { approvalsIn, type ItemEvent } from '#machines/agenda-item/events.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { hasTag } from '#machines/states.ts';
import type { RecordOf } from '#src/store/read-stream.ts';
import type { Link } from './link.ts';

/** An item as it stands after a transition; `state` is the path of its state. */
export interface ItemHead {
  context: ItemContext;
  state: string;
}

type ItemRecord = RecordOf<'agenda-item'>;

/**
 * What has become of a link:
 * - `current`: it can be acted through. `expired`: it could, but is too old.
 * - `acted`: the recipient has acted, through it or otherwise. `decided-by-other`: somebody else has, for the same office.
 * - `changed`: the same office is asked anew, about another version or in another round.
 * - `recalled`, `returned`: the item is with its officer again. `given-up`: it has been given up.
 * - `not-yet`: it has gone back on its route, and will come to the office again.
 * - `moved-on`: it has gone past the office, or another way.
 */
export const LINK_STATUSES = [
  'current',
  'changed',
  'acted',
  'expired',
  'decided-by-other',
  'recalled',
  'returned',
  'given-up',
  'not-yet',
  'moved-on',
] as const;
export type LinkStatus = (typeof LINK_STATUSES)[number];

/** What was asked of somebody: by a mailed link, or by a page that shows a step to its approver. */
export type ApprovalRequest = Pick<Link, 'person' | 'step' | 'round' | 'version' | 'usedAt' | 'expiresAt'>;

/** Whether the item still asks exactly this of this step: the same round, the same version. */
export function isStillAsked(
  head: ItemHead,
  asked: { step?: string | undefined; round?: number | undefined; version?: string | undefined },
): boolean {
  const { context, state } = head;
  return (
    hasTag('agenda-item', state, 'on-route') &&
    currentStep(context)?.id === asked.step &&
    context.round === asked.round &&
    context.version?.hash === asked.version
  );
}

const headAt = ({ state, to }: ItemRecord): ItemHead => ({ context: state.context, state: to });
const officeOf = (step: RouteStep | undefined) => (step?.kind === 'approval' ? step.office : null);
const actedBy = ({ actor }: ItemRecord, person: string) => actor.kind === 'person' && actor.person === person;

/** The step that was asked for, as the route had it when it was: a route that is sent again has other steps. */
export function stepAsked(asked: ApprovalRequest, records: readonly ItemRecord[]): RouteStep | undefined {
  const then = records.findLast((record) => isStillAsked(headAt(record), asked));
  return then?.state.context.route.find(({ id }) => id === asked.step);
}

/** What has become of a link, and the transition that explains it; null where nothing has happened to it. */
export interface LinkFate {
  status: LinkStatus;
  because: ItemRecord | null;
}

/**
 * Judges a link against all that has happened to the item.
 * @param records the item's transitions, first to last; at least one
 * @param now the time of receipt at the server
 */
export function fateOf(link: ApprovalRequest, records: readonly ItemRecord[], now: Date): LinkFate {
  const head = records.at(-1);
  if (head === undefined) throw new RangeError('an item without transitions');
  const decision = decisionOn(link, records);
  if (link.usedAt !== null) return { status: 'acted', because: decision };
  if (isStillAsked(headAt(head), link)) {
    return { status: now.getTime() >= link.expiresAt.getTime() ? 'expired' : 'current', because: null };
  }
  if (hasTag('agenda-item', head.to, 'reopenable')) return { status: 'given-up', because: head };
  if (hasTag('agenda-item', head.to, 'drafting')) return whyDraft(link, records);
  return whereOnRoute(link, records, head.state.context, decision);
}

const stepsOf = (event: Extract<ItemEvent, { step: string }>): string[] =>
  event.type === 'approve' ? approvalsIn(event).map(({ step }) => step) : [event.step];

/** What was last decided at the link's step in its round. */
const decisionOn = (link: ApprovalRequest, records: readonly ItemRecord[]): ItemRecord | null =>
  records.findLast(
    ({ event }) =>
      (event.type === 'approve' || event.type === 'return' || event.type === 'correct') &&
      stepsOf(event).includes(link.step) &&
      event.round === link.round,
  ) ?? null;

/** The officer took the item back, or somebody sent it back. */
function whyDraft(link: ApprovalRequest, records: readonly ItemRecord[]): LinkFate {
  const because = records.findLast(({ from, to }) => from !== to && hasTag('agenda-item', to, 'drafting')) ?? null;
  if (because === null || because.event.type === 'recall' || because.event.type === 'reopen') {
    return { status: 'recalled', because };
  }
  return { status: actedBy(because, link.person) ? 'acted' : 'returned', because };
}

function whereOnRoute(
  link: ApprovalRequest,
  records: readonly ItemRecord[],
  { route, position, round }: ItemContext,
  decision: ItemRecord | null,
): LinkFate {
  const office = officeOf(stepAsked(link, records));
  const isOurs = (step: RouteStep | undefined) => office !== null && officeOf(step) === office;
  const asked = records.findLastIndex((record) => isStillAsked(headAt(record), link));
  const because = records[asked + 1] ?? null;
  if (isOurs(route[position])) return { status: 'changed', because };
  const isPassed = round === link.round && route.slice(0, position).some(({ id }) => id === link.step);
  if (isPassed && decision?.event.type === 'approve') {
    return { status: actedBy(decision, link.person) ? 'acted' : 'decided-by-other', because: decision };
  }
  return { status: route.slice(position).some(isOurs) ? 'not-yet' : 'moved-on', because };
}
