/** Finds what a mailed link is for. Only reads: mail scanners open links too, and run the scripts they find. */

import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { sameText } from '#src/auth/secrets.ts';
import type { Clock } from '#src/clock.ts';
import { notFound } from '#src/errors.ts';
import type { RecordOf } from '#src/store/read-stream.ts';
import type { Link } from './link.ts';
import type { LinkStore } from './link-store.ts';
import { fateOf, type ItemHead, type LinkFate, stepAsked } from './status.ts';
import { tokenHashOf, verifiedLinkId } from './token.ts';

export interface OpenDeps {
  clock: Clock;
  links: LinkStore;
  serverKey: string;
  /** The item's transitions, first to last; none when there is no such item. */
  readItem(stream: string): Promise<readonly RecordOf<'agenda-item'>[]>;
}

export interface OpenedLink extends LinkFate {
  link: Link;
  /** The step that it was mailed for; undefined where no route has ever had it. */
  step: RouteStep | undefined;
  /** What the item looks like now: with `link.version` and `link.round` it shows what has changed. */
  head: ItemHead;
}

/**
 * Opens a link and changes nothing, however often.
 * @param rawToken what stands after `/l/` in the address, as it came
 * @throws Refusal `not-found`, the same whether the token is malformed, forged or unknown
 */
export async function openLink(deps: OpenDeps, rawToken: string): Promise<OpenedLink> {
  const linkId = verifiedLinkId(deps.serverKey, rawToken);
  if (linkId === undefined) throw notFound('link');
  const link = await deps.links.find(linkId);
  const token = rawToken.slice(linkId.length + 1);
  if (link === undefined || !sameText(tokenHashOf(token), link.tokenHash)) throw notFound('link');
  const records = await deps.readItem(link.item);
  const head = records.at(-1);
  if (head === undefined) throw notFound('link');
  return {
    link,
    ...fateOf(link, records, await deps.clock.now()),
    step: stepAsked(link, records),
    head: { context: head.state.context, state: head.to },
  };
}
