/** Who may act through a mailed link: the one it was mailed to, or a recorded delegate or stand-in of theirs. */
import type { DirectorySource } from '#src/people/directory.ts';
import { capacitiesOf, capacityFor } from '#src/people/offices.ts';
import type { MayUseLink } from './redeem-link.ts';

/**
 * The policy of level 2 (design § 5): it asks the directory of the moment, so a recipient who has left the office since the
 * mail was sent is refused. Codes: `link-other-person`, `link-office-left`, `link-not-delegated`.
 */
export const mayUseLinkBy =
  (directory: DirectorySource): MayUseLink =>
  async ({ person, event, opened: { link, head }, at }) => {
    const step = head.context.route.find(({ id }) => id === link.step);
    if (step?.kind !== 'approval') return { allowed: false, code: 'link-other-person' };
    const verdict = (from: Awaited<ReturnType<DirectorySource['current']>>) => {
      const capacities = capacitiesOf(from, person, at);
      const capacity = capacityFor(capacities, step.office, event);
      if (capacity === null) {
        if (capacities.some(({ office }) => office === step.office)) return 'link-not-delegated';
        return person === link.person ? 'link-office-left' : 'link-other-person';
      }
      const isRecipient = person === link.person;
      const standsIn = capacity.why === 'delegation' || capacity.onBehalfOf === link.person;
      return isRecipient || standsIn ? capacity : 'link-other-person';
    };
    // What is kept of the directory may only say yes.
    let answer = verdict(await directory.current());
    if (typeof answer === 'string') answer = verdict(await directory.refresh());
    if (typeof answer === 'string') return { allowed: false, code: answer };
    return { allowed: true, by: { person, office: step.office, onBehalfOf: answer.onBehalfOf } };
  };
