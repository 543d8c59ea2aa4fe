/** Who may act through a mailed link: the one it was mailed to, or a recorded delegate or stand-in of theirs. */
import { forbidden, isRefusal } from '#src/errors.ts';
import type { Directory, DirectorySource } from '#src/people/directory.ts';
import { type Capacity, capacitiesOf, capacityFor } from '#src/people/offices.ts';
import { readAnewBeforeRefusing } from '#src/people/read-anew-before-refusing.ts';
import type { AskedOfLink, MayUseLink } from './redeem-link.ts';

/**
 * The policy of level 2 (design § 5): it asks the directory of the moment, so a recipient who has left the office since the
 * mail was sent is refused. Codes: `link-other-person`, `link-office-left`, `link-not-delegated`.
 */
export const mayUseLinkBy =
  (directory: DirectorySource): MayUseLink =>
  async (asked) => {
    const { head, link } = asked.opened;
    const step = head.context.route.find(({ id }) => id === link.step);
    if (step?.kind !== 'approval') return { allowed: false, code: 'link-other-person' };
    const { office } = step;
    try {
      const { onBehalfOf } = await readAnewBeforeRefusing(directory, (known) => capacityThrough(known, office, asked));
      return { allowed: true, by: { person: asked.person, office, onBehalfOf } };
    } catch (error) {
      if (!isRefusal(error) || error.status !== 403) throw error;
      return { allowed: false, code: error.code };
    }
  };

/** @throws Refusal 403 when the link gives the person nothing */
function capacityThrough(
  directory: Directory,
  office: string,
  { person, event, opened: { link }, at }: AskedOfLink,
): Capacity {
  const capacities = capacitiesOf(directory, person, at);
  const capacity = capacityFor(capacities, office, event);
  if (capacity === null) {
    if (capacities.some((one) => one.office === office)) throw forbidden('link-not-delegated');
    throw forbidden(person === link.person ? 'link-office-left' : 'link-other-person');
  }
  const isRecipient = person === link.person;
  const standsIn = capacity.why === 'delegation' || capacity.onBehalfOf === link.person;
  if (!isRecipient && !standsIn) throw forbidden('link-other-person');
  return capacity;
}
