/** What the routes are given: the service's parts, and who is signed in where. */

import type { TokenCookie } from '#src/auth/cookie.ts';
import type { SignInCodeMail } from '#src/auth/request-code.ts';
import type { Sessions } from '#src/auth/sessions.ts';
import type { App } from '#src/context.ts';
import type { PartyCodeMail } from './pages/sign-in/send-code.ts';

export interface Web {
  app: App;
  sessions: Sessions;
  cookie: TokenCookie;
  /** By which a browser that asks for codes is known again. */
  browserCookie: TokenCookie;
  /** True from the moment the process has got the signal to end: it is not ready for new work then. */
  stopping(): boolean;
  /** Mails a sign-in code; rejects when the mail server did not take it. */
  sendCode(message: SignInCodeMail): Promise<void>;
  /** The same for somebody who is signed in and is about to sign a protocol. */
  sendSignatureCode(message: SignInCodeMail): Promise<void>;
  /** Mails a code to a party of a hearing; never rejects: a failure is logged, and the party asks again. */
  sendPartyCode(message: PartyCodeMail): Promise<void>;
}
