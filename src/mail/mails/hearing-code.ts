/** To a party's address, before it answers a hearing. */
import { MailedCode } from '../fields.ts';
import type { Mail } from '../mail.ts';

export const hearingCode = { props: MailedCode, priority: 'code' } satisfies Mail;
