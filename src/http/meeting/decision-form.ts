/** The form in which a decision is recorded: an outcome for each at-clause, the wording, and who was away. */
import { z } from 'zod';
import type { ClauseOutcome } from '#machines/primitives.ts';
import { OutcomeEffect } from '#machines/primitives.ts';
import type { Absence } from '#src/content/decision.ts';
import { isOutcomeCode, OUTCOME_CODES, type OutcomeCode, usualEffect } from '#src/content/outcomes.ts';
import { plainText, richTextOf } from '#src/content/plain-text.ts';
import { Refusal } from '#src/errors.ts';
import type { Membership } from '#src/people/types.ts';
import type { AgendaEntry } from '#src/views/meeting-page.ts';
import { listOf, read } from '../form.ts';
import { word, wordsOf } from '../words.ts';
import { readSubDecisions, subDecisionBoxes } from './sub-decisions-form.ts';

const EXCUSED = 'Afbud:';
const ABSENT = 'Fraværende:';
/** A phrase with this in it has to be finished in words. */
const OPEN_END = '…';

/** As names stand in a printed list of absences: party or title in brackets. */
export const printedMember = ({ printedName, party, title }: Membership): string => {
  const more = party ?? title;
  return more === undefined ? printedName : `${printedName} (${more})`;
};

/** What is decided on, clause by clause; an item without clauses is decided on as a whole. */
const decidedOn = ({ clauses }: AgendaEntry): { clause: number | null; text: string }[] =>
  clauses.length === 0
    ? [{ clause: null, text: 'Punktet som helhed' }]
    : clauses.map((text, index) => ({ clause: index + 1, text }));

/**
 * The form's fields for one item, filled in with what is recorded already.
 * @param typed what was filled in and refused, which goes before what is recorded
 */
export function decisionForm(
  entry: AgendaEntry,
  members: readonly Membership[],
  typed: Record<string, unknown> | null = null,
) {
  const recordedForm = { ...recordedFields(entry, members), ...subDecisionFields(entry, typed) };
  if (typed === null) return { ...recordedForm, opened: false };
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '');
  const excused = new Set(listOf(typed.excused));
  return {
    opened: true,
    clauses: recordedForm.clauses.map((clause) => ({
      ...clause,
      outcomes: clause.outcomes.map((one) => ({ ...one, selected: one.value === text(`outcome-${clause.index}`) })),
      effects: clause.effects.map((one) => ({ ...one, selected: one.value === text(`effect-${clause.index}`) })),
    })),
    text: text('text'),
    members: recordedForm.members.map(({ name }) => ({ name, away: excused.has(name) })),
    othersExcused: text('othersExcused'),
    absent: text('absent'),
    subBoxes: recordedForm.subBoxes,
    hasSubItems: recordedForm.hasSubItems,
  };
}

const subDecisionFields = (entry: AgendaEntry, typed: Record<string, unknown> | null) => ({
  subBoxes: subDecisionBoxes(entry, typed),
  hasSubItems: entry.subItems.length > 0 || (entry.decided?.subDecisions ?? []).length > 0,
});

function recordedFields(entry: AgendaEntry, members: readonly Membership[]) {
  const { decided } = entry;
  const away = (label: string) => decided?.absences.find((absence) => absence.label === label)?.people ?? [];
  const printed = members.map(printedMember);
  const others = [...away(EXCUSED).filter((name) => !printed.includes(name))];
  return {
    clauses: decidedOn(entry).map(({ clause, text }, index) => {
      const recorded = decided?.outcomes.find((outcome) => outcome.clause === clause);
      const usual = recorded && isOutcomeCode(recorded.code) ? usualEffect(recorded.code, entry.standing) : null;
      return {
        index,
        label: clause === null ? text : `Indstillingens punkt ${clause}`,
        text: clause === null ? null : text,
        outcomes: OUTCOME_CODES.map((code) => ({
          value: code,
          text: word('outcomes', code),
          selected: recorded?.code === code,
        })),
        effects: wordsOf('effects').map(([value, effect]) => ({
          value,
          text: effect,
          selected: recorded !== undefined && recorded.effect !== usual && recorded.effect === value,
        })),
      };
    }),
    text: decided ? plainText(decided.text) : '',
    members: printed.map((name) => ({ name, away: away(EXCUSED).includes(name) })),
    othersExcused: others.join('\n'),
    absent: away(ABSENT).join('\n'),
  };
}

const Form = z.object({
  text: z.string().max(60_000).default(''),
  excused: z.preprocess(listOf, z.array(z.string().trim().min(1).max(200)).max(100)),
  othersExcused: z.string().max(10_000).default(''),
  absent: z.string().max(10_000).default(''),
});
const Choice = z.object({ code: z.string(), effect: z.union([OutcomeEffect, z.literal('')]).default('') });

const lines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/**
 * Reads the filled-in form.
 * @returns what the command recordDecision takes besides meeting and item; an empty wording becomes the outcomes' phrases
 * @throws Refusal (400) `outcome-needed`, `effect-needed`, `decision-text-needed`, `added-needs-reason`, `bad-input`
 */
export function readDecision(entry: AgendaEntry, fields: Record<string, unknown>) {
  const form = read(Form, fields);
  const outcomes = decidedOn(entry).map(({ clause }, index): ClauseOutcome & { code: OutcomeCode } => {
    const { code, effect } = read(Choice, {
      code: fields[`outcome-${index}`] ?? '',
      effect: fields[`effect-${index}`],
    });
    if (!isOutcomeCode(code)) throw new Refusal('outcome-needed', 400, { clause });
    const chosen = effect || usualEffect(code, entry.standing);
    if (chosen === null) throw new Refusal('effect-needed', 400, { clause });
    return { clause, code, effect: chosen };
  });
  const excused = [...form.excused, ...lines(form.othersExcused)];
  const absences: Absence[] = [
    { label: EXCUSED, people: excused },
    { label: ABSENT, people: lines(form.absent) },
  ].filter(({ people }) => people.length > 0);
  const wording = form.text.replaceAll('\r\n', '\n').trim() || phrasesOf(outcomes);
  const subDecisions = readSubDecisions(fields);
  return { text: richTextOf(wording), outcomes, absences, ...(subDecisions.length > 0 && { subDecisions }) };
}

/** The standard wording: one phrase where all clauses went the same way, else one a clause. */
function phrasesOf(outcomes: readonly { clause: number | null; code: OutcomeCode }[]): string {
  const phrases = outcomes.map(({ code }) => word('outcomes', code));
  const needsWords = outcomes.some(({ code }, index) => code === 'FRITEKST' || phrases[index]?.includes(OPEN_END));
  if (needsWords) throw new Refusal('decision-text-needed', 400);
  if (new Set(phrases).size === 1) return phrases[0] ?? '';
  return phrases.map((phrase, index) => `${index + 1}. ${phrase}`).join('\n');
}
