/** The form in which a decision is recorded: an outcome for each at-clause, the wording, sub-items, and who was away. */
import { z } from 'zod';
import type { AttendanceDocument } from '#src/documents/decision.ts';
import { isOutcomeCode, usualEffect } from '#src/documents/outcomes.ts';
import { plainText } from '#src/documents/plain-text.ts';
import type { Directory } from '#src/people/directory.ts';
import type { Membership } from '#src/people/types.ts';
import type { AgendaEntry } from '#src/queries/meeting-page.ts';
import { rows, typed } from '../../rows.ts';
import {
  ABSENT,
  awayFromMeeting,
  DISQUALIFIED,
  EXCUSED,
  filledLines,
  peopleUnder,
  printedMember,
} from './absence-labels.ts';
import { effectChoices, outcomeGroups } from './effect-words.ts';
import { decidedOn } from './read-decision.ts';
import { SubDecisionRows, subDecisionBoxes } from './sub-decisions-form.ts';

export interface DecisionSituation {
  organ: string;
  directory: Directory;
  /** The organ's members on the day of the meeting. */
  members: readonly Membership[];
  /** Who took part in the meeting as a whole; null before it has been noted. */
  attendance: AttendanceDocument | null;
  /** What was filled in and refused, which goes before what is recorded. */
  typed: Record<string, unknown> | null;
}

/** The form as it was sent, however wrong what stands in its fields. */
const Sent = z.object({
  outcomeForAll: typed,
  outcomes: rows(z.object({ code: typed, effect: typed })),
  text: typed,
  publicText: typed,
  subDecisions: SubDecisionRows,
  excused: rows(z.string()),
  disqualified: rows(z.string()),
  othersExcused: typed,
  absent: typed,
});

interface Values {
  outcome(index: number): string;
  effect(index: number): string;
  outcomeForAll: string;
  text: string;
  publicText: string;
  excused: Set<string>;
  disqualified: Set<string>;
  othersExcused: string;
  absent: string;
}

/** The form's fields for one item, filled in with what is recorded already; who is away from the meeting is away from the item. */
export function decisionForm(entry: AgendaEntry, situation: DecisionSituation) {
  const { organ, directory, members } = situation;
  // What is no form of ours has nothing to show again.
  const sent = situation.typed === null ? undefined : Sent.safeParse(situation.typed).data;
  const values = sent ? valuesSent(sent) : valuesRecorded(entry, situation);
  const decided = { ...entry, organ };
  const groups = outcomeGroups(directory, decided);
  const effects = effectChoices(directory, decided);
  const chosen = (code: string) =>
    groups.map(({ heading, outcomes }) => ({
      heading,
      outcomes: outcomes.map((one) => ({ ...one, selected: one.value === code })),
    }));
  const clauses = decidedOn(entry).map(({ clause, text }, index) => ({
    index,
    label: clause === null ? text : `Indstillingens punkt ${clause}`,
    text: clause === null ? null : text,
    groups: chosen(values.outcome(index)),
    effects: effects.map((one) => ({ ...one, selected: one.value === values.effect(index) })),
    effectChosen: values.effect(index) !== '',
  }));
  const printed = members.map(printedMember);
  const subBoxes = subDecisionBoxes(entry, sent?.subDecisions ?? null);
  return {
    opened: situation.typed !== null,
    forAll: clauses.length > 1 ? chosen(values.outcomeForAll) : null,
    clauses,
    text: values.text,
    isClosed: entry.openness === 'closed',
    publicText: values.publicText,
    members: printed.map((name) => ({
      name,
      away: values.excused.has(name),
      disqualified: values.disqualified.has(name),
    })),
    othersExcused: values.othersExcused,
    absent: values.absent,
    away: awayLine(values),
    subBoxes: subBoxes.slice(0, -1),
    addedBox: subBoxes.at(-1),
    hasSubItems: subBoxes.length > 1,
  };
}

/** Who is away, for whoever does not open the table of it. */
const awayLine = ({ excused, disqualified, othersExcused, absent }: Values): string =>
  [...new Set([...excused, ...disqualified, ...filledLines(othersExcused), ...filledLines(absent)])].join(', ');

function valuesRecorded(entry: AgendaEntry, { members, attendance }: DecisionSituation): Values {
  const { decided, place } = entry;
  const printed = members.map(printedMember);
  const recordedAt = (index: number) => {
    const clause = decidedOn(entry)[index]?.clause ?? null;
    return decided?.outcomes.find((outcome) => outcome.clause === clause);
  };
  const effect = (index: number) => {
    const recorded = recordedAt(index);
    if (recorded === undefined) return '';
    const usual = isOutcomeCode(recorded.code) ? usualEffect(recorded.code, place) : null;
    return recorded.effect === usual ? '' : recorded.effect;
  };
  const away = (label: string) =>
    decided
      ? peopleUnder(decided.absences, label)
      : members.filter((member) => awayFromMeeting(attendance, member) === label).map(printedMember);
  return {
    outcome: (index) => recordedAt(index)?.code ?? '',
    effect,
    outcomeForAll: '',
    text: decided ? plainText(decided.text) : '',
    publicText: decided?.publicText ? plainText(decided.publicText) : '',
    excused: new Set(away(EXCUSED)),
    disqualified: new Set(away(DISQUALIFIED)),
    othersExcused: away(EXCUSED)
      .filter((name) => !printed.includes(name))
      .join('\n'),
    absent: away(ABSENT).join('\n'),
  };
}

const valuesSent = ({ outcomes, excused, disqualified, ...others }: z.infer<typeof Sent>): Values => ({
  ...others,
  outcome: (index) => outcomes[index]?.code ?? '',
  effect: (index) => outcomes[index]?.effect ?? '',
  excused: new Set(excused),
  disqualified: new Set(disqualified),
});
