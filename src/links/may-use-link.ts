/** Who may act through a mailed link, by the directory of the moment. */
import { actorOf } from '#src/auth/actor.ts';
import { isRefusal } from '#src/errors.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import { readAnewBeforeRefusing } from '#src/people/read-anew-before-refusing.ts';
import { mayActThroughLink } from '#src/policies/link-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import type { MayUseLink } from './redeem-link.ts';

/**
 * The policy of level 2 (design § 5): a recipient who has left the office since the mail was sent is refused.
 * Codes: `link-other-person`, `link-office-left`, `link-not-delegated`.
 */
export const mayUseLinkBy =
  (directory: DirectorySource): MayUseLink =>
  async ({ person, event, opened: { link, step }, at }) => {
    try {
      const by = await readAnewBeforeRefusing(directory, (known) => {
        const actor = actorOf(known, person, at) ?? { person, offices: [] };
        return authorize(mayActThroughLink(actor, link.person, step, event));
      });
      return { allowed: true, by };
    } catch (error) {
      if (!isRefusal(error) || error.status !== 403) throw error;
      return { allowed: false, code: error.code };
    }
  };
