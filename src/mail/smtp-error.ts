/** What a failed delivery was, as data for the ledger. */
import { z } from 'zod';

/**
 * `transient`: the mail was certainly not taken on and the cause may pass; try again. `permanent`: the server will never take
 * this mail for this recipient; a person must look. `unknown`: the text was under way when the line fell silent, so it may
 * have arrived; try again with the same Message-ID.
 */
type MailErrorKind = 'transient' | 'permanent' | 'unknown';

export interface MailError {
  kind: MailErrorKind;
  /** The library's word for what happened, e.g. ECONNECTION, EENVELOPE, ETIMEDOUT. */
  code: string;
  /** The SMTP reply code, where the server replied. */
  responseCode: number | null;
  /** The server's own words. They may contain the recipient's address: for the ledger, not for the log. */
  reply: string | null;
}

const SmtpFailure = z.object({
  code: z.string().default('EUNKNOWN'),
  responseCode: z.number().optional(),
  response: z.string().optional(),
  command: z.string().optional(),
});

// A 5xx to one of these is about this mail or its recipient. To any other command (greeting, EHLO, AUTH, STARTTLS, and MAIL
// FROM, which names our own sender) it is about the server or our settings: the mail is fine and must survive until somebody
// has put them right. "API" is the client itself, which takes an address for impossible.
const ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA', 'API']);
const REFUSED_THE_MAIL = new Set(['EENVELOPE', 'EMESSAGE']);
const LINE_LOST = new Set(['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EABORT', 'ESTREAM']);

/**
 * Classifies what the SMTP client threw.
 * @param error anything, @param textUnderWay whether the text had begun to flow to the server
 */
export function mailErrorOf(error: unknown, textUnderWay: boolean): MailError {
  const {
    code,
    responseCode = null,
    response = null,
    command = '',
  } = SmtpFailure.catch({ code: 'EUNKNOWN' }).parse(error);
  return { kind: kindOf(code, responseCode, command, textUnderWay), code, responseCode, reply: response };
}

function kindOf(code: string, responseCode: number | null, command: string, textUnderWay: boolean): MailErrorKind {
  if (responseCode !== null && responseCode < 500) return 'transient';
  if (REFUSED_THE_MAIL.has(code) && ABOUT_THE_MAIL.has(command)) return 'permanent';
  if (responseCode !== null) return 'transient';
  if (LINE_LOST.has(code)) return textUnderWay ? 'unknown' : 'transient';
  return code === 'EUNKNOWN' ? 'unknown' : 'transient';
}
