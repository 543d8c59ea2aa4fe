/** To each party, when the window opens or the party is added. */
import { hearingType } from '#src/calendar/hearing-types.ts';
import { addressees, closesOf, hearingMail, outsideFields, outsideForm, takesNoAnswers } from '../about-hearing.ts';
import { aboutItem, Line } from '../fields.ts';

export const hearingInvitation = hearingMail({
  props: aboutItem({ ...outsideFields, closes: Line }, { typeName: Line }),
  outdated: takesNoAnswers,
  to: addressees,
  nobody: { void: 'no-address' },
  says: (subject) => (person) =>
    outsideForm(subject, person, { closes: closesOf(subject) }, () => ({
      typeName: hearingType(subject.context.hearingType)?.name ?? 'Høring',
    })),
});
