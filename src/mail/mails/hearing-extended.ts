/** To each party: there is more time to answer, and why. */
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { addressees, closesOf, extendedSince, hearingMail, outsideFields, outsideForm } from '../about-hearing.ts';
import { aboutItem, Line, Lines } from '../fields.ts';
import { reasonOf } from '../reason.ts';

export const hearingExtended = hearingMail({
  props: aboutItem({ ...outsideFields, closes: Line, formerly: Line, reason: Lines }, {}),
  outdated: extendedSince,
  to: addressees,
  nobody: { void: 'no-address' },
  async says(subject) {
    const formerly = momentInWords(subject.context.formerClosings.at(-1) ?? '');
    const reason = await reasonOf(subject);
    return (person) => outsideForm(subject, person, { closes: closesOf(subject), formerly, reason });
  },
});
