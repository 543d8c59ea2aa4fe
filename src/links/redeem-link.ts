/** Turns a press on a link's page into the command's event, for somebody who may act through that link. */
import type { ActedBy } from '#machines/agenda-item/events.ts';
import { forbidden, notAllowedNow, Refusal, stale } from '#src/errors.ts';
import type { Link, LinkEventType } from './link.ts';
import { type OpenDeps, type OpenedLink, openLink } from './open-link.ts';

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
 *   `link-expired`, `link-acted` (409), `link-changed` (412)
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

function assertCurrent({ link, status, head }: OpenedLink): void {
  const { round, version } = head.context;
  switch (status) {
    case 'current':
      return;
    case 'expired':
      throw notAllowedNow('link-expired', { expiresAt: link.expiresAt.toISOString() });
    case 'acted':
      throw notAllowedNow('link-acted', { event: link.usedFor });
    case 'changed':
      throw stale('link-changed', {
        roundMailed: link.round,
        round,
        versionMailed: link.version,
        version: version?.hash,
      });
  }
}
