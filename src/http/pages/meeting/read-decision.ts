/** Reads the form in which a decision is recorded. */
import { z } from 'zod';
import type { ClauseOutcome } from '#machines/primitives.ts';
import { Hash, OutcomeEffect } from '#machines/primitives.ts';
import { isOutcomeCode, type OutcomeCode, usualEffect } from '#src/documents/outcomes.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { Refusal } from '#src/errors.ts';
import type { AgendaEntry } from '#src/queries/meeting-page.ts';
import { word } from '#src/words/words.ts';
import { rows, typed } from '../../rows.ts';
import { ABSENT, DISQUALIFIED, EXCUSED, filledLines } from './absence-labels.ts';
import { readSubDecisions, SubDecisionRows } from './sub-decisions-form.ts';

/** A phrase with this in it has to be finished in words. */
const OPEN_END = '…';

/** What is decided on, clause by clause; an item without clauses is decided on as a whole. */
export const decidedOn = ({ clauses }: Pick<AgendaEntry, 'clauses'>): { clause: number | null; text: string }[] =>
  clauses.length === 0
    ? [{ clause: null, text: 'Punktet som helhed' }]
    : clauses.map((text, index) => ({ clause: index + 1, text }));

const Names = rows(z.string().trim().min(1).max(200), 100);
const Outcome = z.strictObject({ code: typed, effect: z.union([OutcomeEffect, z.literal('')]).default('') });
/** The form's fields, for an item. */
export const DecisionForm = z.object({
  /** The decision that the form was made from; empty where there was none. */
  basis: z.union([Hash, z.literal('')]).default(''),
  outcomeForAll: typed,
  /** One for each of what is decided on, in its order. */
  outcomes: rows(Outcome),
  text: z.string().max(60_000).default(''),
  publicText: z.string().max(60_000).default(''),
  subDecisions: SubDecisionRows,
  excused: Names,
  disqualified: Names,
  othersExcused: z.string().max(10_000).default(''),
  absent: z.string().max(10_000).default(''),
});

/**
 * An outcome chosen for all clauses counts where a clause has none of its own.
 * @returns what the command recordDecision takes besides meeting and item; an empty wording becomes the outcomes' phrases
 * @throws Refusal (400) `outcome-needed`, `effect-needed`, `decision-text-needed`, `added-needs-reason`; `field` names the form's field
 */
export function decisionFrom(entry: AgendaEntry, form: z.infer<typeof DecisionForm>) {
  const outcomes = decidedOn(entry).map(({ clause }, index): ClauseOutcome & { code: OutcomeCode } => {
    const { code: own = '', effect = '' } = form.outcomes[index] ?? {};
    const code = own || form.outcomeForAll;
    if (!isOutcomeCode(code)) throw new Refusal('outcome-needed', 400, { clause, field: `outcomes[${index}][code]` });
    const chosen = effect || usualEffect(code, entry.place);
    if (chosen === null) throw new Refusal('effect-needed', 400, { clause, field: `outcomes[${index}][effect]` });
    return { clause, code, effect: chosen };
  });
  const absences = [
    { label: EXCUSED, people: [...form.excused, ...filledLines(form.othersExcused)] },
    { label: ABSENT, people: filledLines(form.absent) },
    { label: DISQUALIFIED, people: form.disqualified },
  ].filter(({ people }) => people.length > 0);
  const wording = form.text.replaceAll('\r\n', '\n').trim() || phrasesOf(outcomes);
  const subDecisions = readSubDecisions(entry, form.subDecisions);
  const publicWording = form.publicText.replaceAll('\r\n', '\n').trim();
  return {
    basis: form.basis === '' ? null : form.basis,
    text: richTextOf(wording),
    ...(publicWording !== '' && { publicText: richTextOf(publicWording) }),
    outcomes,
    absences,
    ...(subDecisions.length > 0 && { subDecisions }),
  };
}

/** The standard wording: one phrase where all clauses went the same way, else one a clause. */
function phrasesOf(outcomes: readonly { clause: number | null; code: OutcomeCode }[]): string {
  const phrases = outcomes.map(({ code }) => word('outcomes', code));
  const needsWords = outcomes.some(({ code }, index) => code === 'FRITEKST' || phrases[index]?.includes(OPEN_END));
  if (needsWords) throw new Refusal('decision-text-needed', 400, { field: 'text' });
  if (new Set(phrases).size === 1) return phrases[0] ?? '';
  return phrases.map((phrase, index) => `${index + 1}. ${phrase}`).join('\n');
}
