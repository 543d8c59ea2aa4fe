/** The one schema of every field that takes a mail address: of people, parties, answers, sign-in, and the operator's commands. */
import { z } from 'zod';
import { KEPT_ADDRESS, keptAddress, MAX_TYPED } from './email.ts';
import { readLine } from './line.ts';
import { visible } from './tidy.ts';

/** The only address in a field, however it was pasted ("Mia <mia@example.dk>", "mailto:mia@example.dk"); the text itself where there is none or several. */
function soleAddress(typed: string): string {
  const kept = keptAddress(typed);
  if ('email' in kept) return kept.email;
  if (typed.length > MAX_TYPED) return typed;
  const read = readLine(visible(typed));
  return 'parties' in read && read.parties.length === 1 ? (read.parties[0]?.email ?? typed) : typed;
}

/** Addresses are kept in lower case, a domain with æ, ø or å as mail servers write it (RFC 5890), so that one mailbox is one person. */
export const Email = z
  .string()
  .trim()
  .overwrite(soleAddress)
  .max(254)
  .pipe(z.email({ pattern: KEPT_ADDRESS }));
