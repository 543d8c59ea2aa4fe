/** The mails of a hearing. Times are Danish, as `momentInWords` says them. */
import { z } from 'zod';
import { aboutItem, Count, Line, Lines, MailedCode } from './mail-fields.ts';

const recipient = { recipientName: Line };
const receipt = {
  ...recipient,
  receipt: Count,
  receivedAt: Line,
  /** The beginning of the answer's SHA-256. */
  fingerprint: Line,
  noRemarks: z.boolean(),
  files: z.array(Line).max(20),
};

export const HEARING_MAILS = {
  /** To each party, when the window opens or the party is added. */
  'hearing-invitation': aboutItem({ ...recipient, closes: Line }, { typeName: Line }),
  /** To each party that has not answered. */
  'hearing-reminder': aboutItem({ ...recipient, closes: Line }, {}),
  'hearing-extended': aboutItem({ ...recipient, closes: Line, formerly: Line, reason: Lines }, {}),
  /** `reason` is empty where the item left the hearing by itself. */
  'hearing-cancelled': aboutItem({ ...recipient, reason: Lines }, {}),
  /** To whoever answered in time. */
  'hearing-receipt': aboutItem(receipt, {}),
  /** To whoever answered late. */
  'hearing-late': aboutItem({ ...receipt, closes: Line }, {}),
  /** To the secretariat: somebody answered late. */
  'hearing-late-notice': aboutItem(
    { ...recipient, receipt: Count, receivedAt: Line, closes: Line },
    { senderName: Line },
  ),
  /** To the officer, when answers in time cannot come any more. */
  'hearing-closed': aboutItem({ ...recipient, answers: Count, lateAnswers: Count, missing: Count }, {}),
  /** To a party's address, before it answers. */
  'hearing-code': MailedCode,
} as const;
