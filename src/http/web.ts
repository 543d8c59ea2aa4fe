/** What the routes are given: the service's parts, and who is signed in where. */

import type { CodeMailResult } from '#src/auth/code-mail.ts';
import type { TokenCookie } from '#src/auth/cookie.ts';
import type { SignInCodeMail } from '#src/auth/request-code.ts';
import type { Sessions } from '#src/auth/sessions.ts';
import type { App } from '#src/context.ts';
import type { MailProbe } from '#src/mail/mail-probe.ts';
import type { PartyCodeMail } from './pages/sign-in/send-code.ts';

export interface Web {
  app: App;
  sessions: Sessions;
  cookie: TokenCookie;
  /** By which a browser that asks for codes is known again. */
  browserCookie: TokenCookie;
  /** True from the moment the process has got the signal to end: it is not ready for new work then. */
  stopping(): boolean;
  /** Makes one attempt at mailing a sign-in code. */
  sendCode(message: SignInCodeMail): Promise<CodeMailResult>;
  /** The same for somebody who is signed in and is about to sign a protocol. */
  sendSignatureCode(message: SignInCodeMail): Promise<CodeMailResult>;
  /** The same for a party to a hearing. */
  sendPartyCode(message: PartyCodeMail): Promise<CodeMailResult>;
  /** How the mail server is. */
  mailProbe: MailProbe;
}
