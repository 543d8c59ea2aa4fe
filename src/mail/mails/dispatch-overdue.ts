/** To the secretariat: the last lawful day to send the agenda is over. */
import {
  aboutMeeting,
  agendaSent,
  dispatchSentence,
  meetingMail,
  meetingProps,
  toSecretariat,
} from '../about-meeting.ts';
import { Line } from '../fields.ts';

export const dispatchOverdue = meetingMail({
  /** `sentence` says how the deadline was found. */
  props: aboutMeeting({ sentence: Line }),
  priority: 'reminder',
  outdated: agendaSent,
  to: toSecretariat,
  says: (subject) => (person) => ({ ...meetingProps(subject, person), sentence: dispatchSentence(subject) }),
});
