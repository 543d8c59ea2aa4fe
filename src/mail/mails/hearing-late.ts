/** To whoever answered late. */
import {
  addressees,
  answerFields,
  answerOf,
  closesOf,
  hearingMail,
  outsideFields,
  outsideForm,
  receiptFields,
  receiptOf,
} from '../about-hearing.ts';
import { aboutItem, Line } from '../fields.ts';

export const hearingLate = hearingMail({
  props: aboutItem({ ...outsideFields, ...receiptFields, closes: Line }, answerFields),
  to: addressees,
  nobody: { void: 'no-address' },
  says: (subject) => (person) =>
    outsideForm(subject, person, { ...receiptOf(subject), closes: closesOf(subject) }, () => answerOf(subject)),
});
