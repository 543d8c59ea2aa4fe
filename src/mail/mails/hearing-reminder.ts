/** To each party that has not answered. */
import {
  addressees,
  closesOf,
  extendedSince,
  hearingMail,
  outsideFields,
  outsideForm,
  takesNoAnswers,
} from '../about-hearing.ts';
import { aboutItem, Line } from '../fields.ts';

export const hearingReminder = hearingMail({
  props: aboutItem({ ...outsideFields, closes: Line }, {}),
  priority: 'reminder',
  outdated: (subject) => takesNoAnswers(subject) ?? extendedSince(subject),
  to: addressees,
  nobody: { void: 'no-address' },
  says: (subject) => (person) => outsideForm(subject, person, { closes: closesOf(subject) }),
});
