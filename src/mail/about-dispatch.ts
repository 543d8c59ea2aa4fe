/** What both mails about the deadline of a dispatch are: they differ in their words alone, which are in their templates. */
import {
  aboutMeeting,
  agendaSent,
  dispatchSentence,
  meetingMail,
  meetingProps,
  toSecretariat,
} from './about-meeting.ts';
import { Line } from './fields.ts';

export const dispatchMail = meetingMail({
  /** `sentence` says how the deadline was found. */
  props: aboutMeeting({ sentence: Line }),
  priority: 'reminder',
  outdated: agendaSent,
  to: toSecretariat,
  says: (subject) => (person) => ({ ...meetingProps(subject, person), sentence: dispatchSentence(subject) }),
});
