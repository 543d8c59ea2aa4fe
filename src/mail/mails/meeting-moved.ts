/** To whoever was told of the meeting: it is held at another time or place. */
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import { toWhoeverKnows } from '../about-change.ts';
import { aboutMeeting, calledOff, meetingMail, meetingProps } from '../about-meeting.ts';
import { Line } from '../fields.ts';

export const meetingMoved = meetingMail({
  /** `before` "tirsdag den 5. december 2023 kl. 13.00". */
  props: aboutMeeting({ startsAt: Line, place: Line.nullable(), before: Line }),
  outdated: calledOff,
  to: toWhoeverKnows,
  nobody: { void: 'nobody-was-told' },
  says(subject) {
    const { about, context } = subject;
    const { date, startsAt } = about.from ?? context;
    const more = {
      startsAt: pointed(context.startsAt),
      place: context.place,
      before: `${weekdayOf(date)} kl. ${pointed(startsAt)}`,
    };
    return (person) => ({ ...meetingProps(subject, person), ...more });
  },
});
