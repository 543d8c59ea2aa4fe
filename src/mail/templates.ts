/**
 * The mails the service can send: a name, and a zod schema of exactly what its template needs. A closed item's form has no
 * field for title, names or text, so a template has nothing of it to leak.
 */
import { z } from 'zod';
import { HEARING_MAILS } from './hearing-templates.ts';
import { aboutItem, Line, Lines, MailedCode } from './mail-fields.ts';
import { MEETING_MAILS } from './meeting-templates.ts';

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

export const MAIL_TEMPLATES = {
  /** To anybody who signs in. */
  'sign-in-code': MailedCode,
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
  /** To the same as the request, with the same link. `waited` is how long, in words. */
  'approval-reminder': aboutItem(
    { approverName: Line, expires: Line, waited: Line },
    { officeName: Line, officerName: Line },
  ),
  /** To whoever the office answers to and to the officer, after the reminder brought nothing. */
  'approval-escalation': aboutItem(
    { recipientName: Line, officeName: Line, waited: Line },
    { askedNames: Line, officerName: Line },
  ),
  /** To the officer. `returnedBy` names the person and the office, `returnedByName` the person alone. */
  returned: aboutItem({ recipientName: Line }, { returnedByName: Line, returnedBy: Line, reason: Lines }),
  /** To the officer when a meeting that treated the item has ended. `date` is a Danish date. */
  decided: aboutItem({ recipientName: Line }, { organName: Line, date: Line, outcome: Lines }),
  ...HEARING_MAILS,
  ...MEETING_MAILS,
} as const satisfies Record<string, z.ZodType>;

export type MailTemplate = keyof typeof MAIL_TEMPLATES;
/** What the caller of `renderMail` hands over for a template. */
export type MailProps<Name extends MailTemplate> = z.input<(typeof MAIL_TEMPLATES)[Name]>;
