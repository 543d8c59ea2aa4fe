/** To the officer, when answers in time cannot come any more. */
import { addressees, hearingForm, hearingMail } from '../about-hearing.ts';
import { aboutItem, Count, Line } from '../fields.ts';

export const hearingClosed = hearingMail({
  props: aboutItem({ recipientName: Line, answers: Count, lateAnswers: Count, missing: Count }, {}),
  to: addressees,
  nobody: { void: 'no-address' },
  says(subject) {
    const { answers, lateAnswers, parties } = subject.context;
    const missing = parties.filter(({ state }) => state === 'asked').length;
    return (person) => hearingForm(subject, person, { answers, lateAnswers, missing });
  },
});
