/** To the secretariat, on the last lawful day to send the agenda. */
import {
  aboutMeeting,
  agendaSent,
  dispatchSentence,
  meetingMail,
  meetingProps,
  toSecretariat,
} from '../about-meeting.ts';
import { Line } from '../fields.ts';

export const dispatchSoon = meetingMail({
  /** `sentence` says how the deadline was found. */
  props: aboutMeeting({ sentence: Line }),
  priority: 'reminder',
  outdated: agendaSent,
  to: toSecretariat,
  says: (subject) => (person) => ({ ...meetingProps(subject, person), sentence: dispatchSentence(subject) }),
});
