/** The kinds of fields that mails are made of. */
import { z } from 'zod';
import { MAX_ANSWER } from '#src/documents/hearing.ts';

// Control characters and marks that turn the writing direction could forge a line or hide an address.
const UNPRINTABLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
/** A stretch of text as it may stand inside a line; the spaces around it stay. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ');
const oneLine = (text: string): string => printable(text).trim();

/**
 * One line of plain text; line breaks and other control characters become spaces. A title or name in which nothing can be seen
 * keeps no mail from going out.
 */
export const Line = z
  .string()
  .max(1_000)
  .refine((text) => text.trim() !== '')
  .transform((text) => oneLine(text) || '–');
const linesOf = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.split(/\r\n|[\n\r\u2028\u2029]/).map(oneLine))
    .transform((lines) => lines.filter((line) => line !== ''));
/** Running text, handed to the template as its lines that are not empty. */
export const Lines = linesOf(50_000);
/** The whole of an answer to a hearing. */
export const AnswerLines = linesOf(MAX_ANSWER);
const CaseNumber = Line.nullable();
export const Link = z.url({ protocol: /^https?$/ }).max(2_000);
/** A mailed code of six digits, valid for `minutes`. */
export const MailedCode = z.strictObject({
  code: z.string().regex(/^\d{6}$/),
  minutes: z.number().int().min(1).max(60),
});
export const Count = z.number().int().min(0).max(100_000);

/**
 * The two forms of a mail about an item: `common` fields in both, `open` ones only when the item is open. The closed form has no
 * field for title, names or text, so a template has nothing of it to leak.
 */
export function aboutItem<Common extends z.ZodRawShape, Open extends z.ZodRawShape>(common: Common, open: Open) {
  const both = { caseNumber: CaseNumber, link: Link };
  return z.discriminatedUnion('openness', [
    z.strictObject({ openness: z.literal('open'), ...both, ...common, title: Line, ...open }),
    z.strictObject({ openness: z.literal('closed'), ...both, ...common }),
  ]);
}
