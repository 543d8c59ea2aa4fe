/** What every mail with a code is: they differ in their words alone, which are in their templates. */
import { MailedCode } from './fields.ts';
import type { Mail } from './mail.ts';

export const codeMail = { props: MailedCode, priority: 'code' } satisfies Mail;
