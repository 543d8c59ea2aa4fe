/** The small vocabulary that every machine's events share. */
import { z } from 'zod';

/** SHA-256 of a content document, lower-case hexadecimal. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/);
/** An id of ours: a prefix and letters, digits or dashes. */
export const Id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9-]+$/);

/** A time of day in Europe/Copenhagen, `hh:mm`. */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** An instant, ISO 8601 in UTC to the millisecond: one form alone, so that two can be compared as text. */
export const Instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/**
 * A point in time that counts, with how it was found: rule, inputs, counting policy, version of the calendar and steps. The machine
 * compares the instant alone; `basis` is kept so that it can be printed and found again.
 */
export const Due = z.strictObject({ dueAt: Instant, basis: z.record(z.string(), z.json()) });
export type Due = z.infer<typeof Due>;

/**
 * What an event may say that can make somebody wait for another: until when, by the rule of each wait that it began. The command
 * finds the dates with the calendar. Records of version 1 have none: there the date was found when the deadline was entered.
 */
export const withWaits = { waits: z.record(Id, Due).optional() };

/** When a wait that the event begins is over; the rule alone where the event does not say. @param rule one of WaitingRule */
export const dueOfWait = <Rule extends string>(event: object, rule: Rule): Due | { rule: Rule } =>
  ('waits' in event ? (event.waits as Record<string, Due> | undefined)?.[rule] : undefined) ?? { rule };

/** What every event says that time itself causes: which deadline, and whether the event came late (nobody swept when it was due). */
export const ofDeadline = { deadline: Id, late: z.boolean() };

/**
 * What a clause outcome does to the item. Strongest first: LIFT (forced to the council), SIDE (hearing or another organ
 * first), BACK (to the administration), SAME (same organ later), FWD (next step), END (finished).
 */
export const OUTCOME_EFFECTS = ['LIFT', 'SIDE', 'BACK', 'SAME', 'FWD', 'END'] as const;
export const OutcomeEffect = z.enum(OUTCOME_EFFECTS);
export type OutcomeEffect = z.infer<typeof OutcomeEffect>;

/** The outcome of one at-clause (`clause` counts from 1; null = the item as a whole). `code` is a word of the outcome list. */
export const ClauseOutcome = z.strictObject({
  clause: z.number().int().min(1).max(50).nullable(),
  code: z.string().min(1).max(40),
  effect: OutcomeEffect,
});
export type ClauseOutcome = z.infer<typeof ClauseOutcome>;

/** The effect the whole item takes: the strongest of its clauses'. An item without clauses' outcomes simply ends. */
export function strongestEffect(outcomes: readonly ClauseOutcome[]): OutcomeEffect {
  return OUTCOME_EFFECTS.find((effect) => outcomes.some((outcome) => outcome.effect === effect)) ?? 'END';
}

/** How a page marks a state beside its word: a colour that repeats the word and never replaces it. */
export type Badge = 'plain' | 'attention' | 'done' | 'stopped';
