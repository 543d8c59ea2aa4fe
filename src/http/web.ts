/** What the routes are given: the service's parts, and who is signed in where. */
import type { App } from '#src/app/app.ts';
import type { SessionCookie } from '#src/auth/cookie.ts';
import type { SignInCodeMail } from '#src/auth/request-code.ts';
import type { Sessions } from '#src/auth/sessions.ts';

export interface Web {
  app: App;
  sessions: Sessions;
  cookie: SessionCookie;
  /** Mails a sign-in code; rejects when the mail server did not take it. */
  sendCode(message: SignInCodeMail): Promise<void>;
}
