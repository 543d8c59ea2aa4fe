/** Makes the link that one mail carries to one person. */
import type { Link } from './link.ts';
import type { LinkStore } from './link-store.ts';
import { linkIdOf, linkUrl, tokenHashOf, tokenOf } from './token.ts';

export interface IssueDeps {
  links: LinkStore;
  serverKey: string;
  publicUrl: string;
}

/** What a link is for; `purpose` names the request, so that its reminders carry the same link. */
export interface LinkPurpose
  extends Pick<Link, 'person' | 'item' | 'step' | 'round' | 'version' | 'events' | 'level' | 'expiresAt'> {
  purpose: string;
}

/**
 * Stores the link if it is new and returns its address. The same purpose gives the same address and the same end however often
 * it is asked for.
 * @param now when it is made; of a known link the first time stands
 */
export async function issueLink(
  deps: IssueDeps,
  wanted: LinkPurpose,
  now: Date,
): Promise<{ id: string; url: string; expiresAt: Date }> {
  const { purpose, ...bound } = wanted;
  const id = linkIdOf(purpose, bound.person);
  const tokenHash = tokenHashOf(tokenOf(deps.serverKey, id));
  const { expiresAt } = await deps.links.keep({
    _id: id,
    tokenHash,
    ...bound,
    createdAt: now,
    usedAt: null,
    usedFor: null,
  });
  return { id, url: linkUrl(deps.publicUrl, deps.serverKey, id), expiresAt };
}
