/** The mails of a meeting. They name no item, so an agenda with closed items has nothing to leak here. Dates are Danish. */
import { z } from 'zod';
import { Count, Line, Lines, Link, MailedCode } from './mail-fields.ts';

/** `date` "tirsdag den 5. december 2023", `shortDate` "05-12-2023". */
const aboutMeeting = <More extends z.ZodRawShape>(more: More) =>
  z.strictObject({ recipientName: Line, organName: Line, date: Line, shortDate: Line, link: Link, ...more });

export const MEETING_MAILS = {
  /** To the members; `lateReason` is empty where the agenda was sent in time. */
  'agenda-dispatched': aboutMeeting({
    startsAt: Line,
    place: Line.nullable(),
    count: Count,
    supplement: z.boolean(),
    lateReason: Lines,
  }),
  /** To the secretariat, on the last lawful day; `sentence` says how that was found. */
  'dispatch-soon': aboutMeeting({ sentence: Line }),
  'dispatch-overdue': aboutMeeting({ sentence: Line }),
  /** To somebody who is about to sign. */
  'signature-code': MailedCode,
  'signature-request': aboutMeeting({ count: Count }),
  'signature-reminder': aboutMeeting({ count: Count }),
  /** To the secretariat after the last reminder: who has not answered. */
  'signature-overdue': aboutMeeting({ missing: Line }),
  'signature-refused': aboutMeeting({ signerName: Line, reason: Lines }),
  'protocol-recalled': aboutMeeting({ reason: Lines }),
  'protocol-signed': aboutMeeting({ signed: Count, reserved: Count, refused: Count }),
} as const;
