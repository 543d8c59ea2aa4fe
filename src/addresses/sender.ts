/** The sender of an installation's mails, as an operator writes it: "Sagsgang <sager@kommune.dk>", or an address alone. */
import { z } from 'zod';
import { readLine } from './line.ts';
import { visible } from './tidy.ts';

/** As a header has it: a name always in quotes, so that a comma in it parts nothing (RFC 5322). */
export const Sender = z.string().transform((text, context) => {
  const read = readLine(visible(text));
  const [sender, ...others] = 'parties' in read ? read.parties : [];
  if (sender === undefined || others.length > 0) {
    context.addIssue({ code: 'custom', message: 'must be one mail address, as in Sagsgang <sager@kommune.dk>' });
    return z.NEVER;
  }
  const { name, email } = sender;
  return name === '' ? email : `"${name.replaceAll(/["\\]/g, '')}" <${email}>`;
});
