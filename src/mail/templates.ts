/**
 * The mails the service can send: a name, and a zod schema of exactly what its template needs. A closed item's form has no
 * field for title, names or text, so a template has nothing of it to leak.
 */
import { z } from 'zod';

// Control characters and marks that turn the writing direction could forge a line or hide an address.
const UNPRINTABLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const oneLine = (text: string): string => text.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim();

/** One line of plain text; line breaks and other control characters become spaces. */
const Line = z.string().max(1_000).transform(oneLine).pipe(z.string().min(1));
/** Running text, handed to the template as its lines that are not empty. */
const Lines = z
  .string()
  .max(50_000)
  .transform((text) => text.split(/\r\n|[\n\r\u2028\u2029]/).map(oneLine))
  .transform((lines) => lines.filter((line) => line !== ''));
const CaseNumber = Line.nullable();
const Link = z.url({ protocol: /^https?$/ }).max(2_000);

/** The word as a set of flags, which is what a template without logic can ask for. */
const flags = <const Words extends readonly string[]>(words: Words, word: Words[number]) =>
  Object.fromEntries(words.map((one) => [one, one === word]));

/** In which capacity somebody is asked to act for an office. */
const CAPACITIES = ['holder', 'acting', 'deputy', 'superior', 'delegate'] as const;
const StandIn = z.enum(CAPACITIES).transform((kind) => flags(CAPACITIES, kind));

/** Where an item goes after this step. */
const Next = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['office', 'organ']), name: Line }),
    z.strictObject({ kind: z.enum(['hearing', 'organ-not-chosen']) }),
  ])
  .transform((next) => ({
    name: 'name' in next ? next.name : null,
    hearing: next.kind === 'hearing',
    unchosen: next.kind === 'organ-not-chosen',
  }));

export type NextStop = z.input<typeof Next>;

/** A step's place among the approvals of its route, counted from 1. */
const Place = z.number().int().min(1).max(100);

const SignInCode = z.strictObject({ code: z.string().regex(/^\d{6}$/), minutes: z.number().int().min(1).max(60) });

/** The two forms of a mail about an item: `common` fields in both, `open` ones only when the item is open. */
function aboutItem<Common extends z.ZodRawShape, Open extends z.ZodRawShape>(common: Common, open: Open) {
  const both = { caseNumber: CaseNumber, link: Link };
  return z.discriminatedUnion('openness', [
    z.strictObject({ openness: z.literal('open'), ...both, ...common, title: Line, ...open }),
    z.strictObject({ openness: z.literal('closed'), ...both, ...common }),
  ]);
}

export const MAIL_TEMPLATES = {
  /** To anybody who signs in. Valid for `minutes`. */
  'sign-in-code': SignInCode,
  /** To whoever acts for the office of the current step. `expires` is a Danish date. */
  'approval-request': aboutItem(
    { approverName: Line, expires: Line },
    { officeName: Line, standIn: StandIn, officerName: Line, step: Place, steps: Place, next: Next },
  ),
  /** To the secretariat: nobody can act for the office of the current step. */
  'approval-vacant': aboutItem(
    { recipientName: Line, officeName: Line },
    { officerName: Line, step: Place, steps: Place },
  ),
  /** To the officer. `returnedBy` names the person and the office, `returnedByName` the person alone. */
  returned: aboutItem({ recipientName: Line }, { returnedByName: Line, returnedBy: Line, reason: Lines }),
  /** To the officer when a meeting that treated the item has ended. `date` is a Danish date. */
  decided: aboutItem({ recipientName: Line }, { organName: Line, date: Line, outcome: Lines }),
} as const satisfies Record<string, z.ZodType>;

export type MailTemplate = keyof typeof MAIL_TEMPLATES;
/** What the caller of `renderMail` hands over for a template. */
export type MailProps<Name extends MailTemplate> = z.input<(typeof MAIL_TEMPLATES)[Name]>;
