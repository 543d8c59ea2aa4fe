/** To somebody who is about to sign a protocol. */
import { MailedCode } from '../fields.ts';
import type { Mail } from '../mail.ts';

export const signatureCode = { props: MailedCode, priority: 'code' } satisfies Mail;
