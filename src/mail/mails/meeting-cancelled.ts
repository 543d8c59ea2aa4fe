/** To whoever was told of the meeting: it is cancelled, and why. */
import { pointed } from '#src/calendar/danish-dates.ts';
import { toWhoeverKnows } from '../about-change.ts';
import { aboutMeeting, meetingMail, meetingProps } from '../about-meeting.ts';
import { Line, Lines } from '../fields.ts';
import { reasonOf } from '../reason.ts';

export const meetingCancelled = meetingMail({
  props: aboutMeeting({ startsAt: Line, reason: Lines }),
  to: toWhoeverKnows,
  nobody: { void: 'nobody-was-told' },
  async says(subject) {
    const reason = await reasonOf(subject);
    const startsAt = pointed(subject.context.startsAt);
    return (person) => ({ ...meetingProps(subject, person), startsAt, reason });
  },
});
