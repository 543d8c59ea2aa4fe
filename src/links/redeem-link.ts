/** Turns a press on a link's page into the command's event, for somebody who may act through that link. */
import type { ActedBy } from '#machines/agenda-item/events.ts';
import { forbidden, notAllowedNow, Refusal, stale } from '#src/errors.ts';
import type { Link, LinkEventType } from './link.ts';
import { type OpenDeps, type OpenedLink, openLink } from './open-link.ts';
import type { LinkStatus } from './status.ts';

export interface AskedOfLink {
  person: string;
  event: LinkEventType;
  opened: OpenedLink;
  at: Date;
}

/** May this person do this through this link, and as whom? The policy knows offices, holders and delegations. */
export type MayUseLink = (
  asked: AskedOfLink,
) => Promise<{ allowed: true; by: ActedBy } | { allowed: false; code: string }>;

export interface RedeemDeps extends OpenDeps {
  mayUseLink: MayUseLink;
  /** Whether the item's stream already has a transition with this cause. */
  isRecorded(stream: string, cause: string): Promise<boolean>;
}

export interface Redeemed {
  item: string;
  link: Link;
  /** One per link and event: a second press is the same cause, and the command answers it with the recorded result. */
  cause: string;
  /** The event without what the person writes: `correct` lacks its content, `return` its reason. */
  event: { type: LinkEventType; step: string; round: number; version: string; by: ActedBy };
  /** The press has been recorded before: the command will change nothing. */
  repeated: boolean;
}

const causeOf = (linkId: string, event: LinkEventType): string => `${linkId}-${event}`;

/**
 * Checks who presses what, and on which version. Stores nothing: the command does, and afterwards `markUsed`.
 * @param session the signed-in person, or null
 * @throws Refusal `not-found` (no such link), `sign-in-needed` (401), `link-other-event` (403), the policy's code (403),
 *   `link-changed` (412), `link-expired`, `link-acted`, `request-…` (409): what has become of it
 */
export async function redeemLink(
  deps: RedeemDeps,
  request: { rawToken: string; event: LinkEventType; session: { person: string } | null },
): Promise<Redeemed> {
  const opened = await openLink(deps, request.rawToken);
  const { link } = opened;
  if (request.session === null) throw new Refusal('sign-in-needed', 401);
  if (link.level < 2 || !link.events.includes(request.event))
    throw forbidden('link-other-event', { event: request.event });
  const { person } = request.session;
  const verdict = await deps.mayUseLink({ person, event: request.event, opened, at: await deps.clock.now() });
  // Whoever it was mailed to is told what has become of it, whatever they may do today.
  if (!verdict.allowed && person === link.person) assertCurrent(opened);
  if (!verdict.allowed) throw forbidden(verdict.code);
  const cause = causeOf(link._id, request.event);
  const repeated = opened.status !== 'current' && (await deps.isRecorded(link.item, cause));
  if (!repeated) assertCurrent(opened);
  const { step, round, version } = link;
  return {
    item: link.item,
    link,
    cause,
    event: { type: request.event, step, round, version, by: verdict.by },
    repeated,
  };
}

const RULES = {
  expired: 'link-expired',
  acted: 'link-acted',
  'decided-by-other': 'request-decided-by-other',
  recalled: 'request-recalled',
  returned: 'request-returned',
  'given-up': 'request-given-up',
  'not-yet': 'request-not-yet',
  'moved-on': 'request-moved-on',
} as const satisfies Record<Exclude<LinkStatus, 'current' | 'changed'>, string>;

/** The rule that a status of a link is refused by; its sentence says what has become of the request. Null while it is current. */
export const ruleOfStatus = (status: LinkStatus): string | null =>
  status === 'current' ? null : status === 'changed' ? 'link-changed' : RULES[status];

/** Why a link that means nothing more may not be acted through: the rule, and whether the reader has an older version before them. */
function assertCurrent({ link, status, head }: OpenedLink): void {
  if (status === 'current') return;
  const { round, version } = head.context;
  if (status === 'changed') {
    const details = { roundMailed: link.round, round, versionMailed: link.version, version: version?.hash };
    throw stale('link-changed', details);
  }
  const details = status === 'expired' ? { expiresAt: link.expiresAt.toISOString() } : { event: link.usedFor };
  throw notAllowedNow(RULES[status], details);
}
