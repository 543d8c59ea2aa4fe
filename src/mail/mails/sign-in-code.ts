/** To anybody who signs in. */
import { MailedCode } from '../fields.ts';
import type { Mail } from '../mail.ts';

export const signInCode = { props: MailedCode, priority: 'code' } satisfies Mail;
