/** A decision as the meeting's page shows it: the one that is recorded, and one that somebody wants to record. */
import type { DecisionDocument } from '#src/documents/decision.ts';
import { plainText } from '#src/documents/plain-text.ts';
import type { Directory } from '#src/people/directory.ts';
import type { AgendaEntry } from '#src/queries/meeting-page.ts';
import { effectSentence } from './effect-words.ts';
import { UNNAMED_ADDED } from './sub-decisions-form.ts';

export type DecisionText = Pick<DecisionDocument, 'text' | 'publicText' | 'outcomes' | 'absences' | 'subDecisions'>;

export function decisionView(
  entry: AgendaEntry,
  { text, publicText, outcomes, absences, subDecisions = [] }: DecisionText,
  { directory, organ }: { directory: Directory; organ: string },
) {
  const lines = outcomes.map(({ clause, effect }) => ({
    clause,
    text: effectSentence(directory, effect, { ...entry, organ }),
  }));
  const same = new Set(lines.map((line) => line.text)).size === 1;
  return {
    text: plainText(text),
    publicText: publicText ? plainText(publicText) : null,
    subDecisions: subDecisions.map((said) => ({
      title: entry.subItems.find(({ id }) => id === said.subItem)?.title ?? said.title ?? UNNAMED_ADDED,
      text: plainText(said.text),
      reason: said.addedReason,
      followUp: said.followUp ?? null,
    })),
    outcomes: (same ? lines.slice(0, 1) : lines).map((line) => ({
      text: same || line.clause === null ? line.text : `Punkt ${line.clause}: ${line.text}`,
    })),
    absences: absences.map(({ label, people }) => ({ label, people: people.join(', ') })),
  };
}
