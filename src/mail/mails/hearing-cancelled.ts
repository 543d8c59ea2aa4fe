/** To each party: there is nothing to answer any more. `reason` is empty where the item left the hearing by itself. */
import { addressees, hearingMail, outsideFields, outsideForm } from '../about-hearing.ts';
import { aboutItem, Lines } from '../fields.ts';
import { reasonOf } from '../reason.ts';

export const hearingCancelled = hearingMail({
  props: aboutItem({ ...outsideFields, reason: Lines }, {}),
  to: addressees,
  nobody: { void: 'no-address' },
  async says(subject) {
    const reason = await reasonOf(subject);
    return (person) => outsideForm(subject, person, { reason });
  },
});
