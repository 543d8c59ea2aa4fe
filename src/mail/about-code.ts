/** What every mail with a code is: they differ in their words alone, which are in their templates. */
import type { z } from 'zod';
import { MailedCode } from './fields.ts';
import type { Mail } from './mail.ts';

export const codeMail = { props: MailedCode, priority: 'code' } satisfies Mail;

/** One to somebody outside, with what its template needs besides the code. */
export const outsideCodeMail = <Fields extends z.ZodRawShape>(fields: Fields) =>
  ({ props: MailedCode.extend(fields), priority: 'code' }) satisfies Mail;
