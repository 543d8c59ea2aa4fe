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
import type { RecordedBy } from './conflict.ts';
import { decisionView } from './decision-view.ts';
import { effectChoices, outcomeGroups } from './effect-words.ts';
import { DecisionForm, decidedOn, decisionFrom } from './read-decision.ts';
import { errorIn, type RefusedForm, tickedField } from './refused-form.ts';
import { SubDecisionRows, subDecisionBoxes } from './sub-decisions-form.ts';

export interface DecisionSituation {
  organ: string;
  directory: Directory;
  /** The organ's members on the day of the meeting. */
  members: readonly Membership[];
  /** Who took part in the meeting as a whole; null before it has been noted. */
  attendance: AttendanceDocument | null;
  /** The form where it was filled in and refused: what was typed goes before what is recorded. */
  refused: RefusedForm | null;
  /** Who recorded the decision that stands, and when; null before that. */
  recordedBy: RecordedBy | null;
}

/** The form as it was sent, however wrong what stands in its fields. */
const Sent = z.object({
  basis: typed,
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
  const { organ, directory, members, refused } = situation;
  // What is no form of ours has nothing to show again.
  const sent = refused === null ? undefined : Sent.safeParse(refused.typed).data;
  const error = errorIn(refused);
  const conflict = conflictIn(entry, situation);
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
    codeError: error.at(`outcomes[${index}][code]`),
    effectError: error.at(`outcomes[${index}][effect]`),
  }));
  const boxes = members.map(printedMember).map((name) => ({
    name,
    away: values.excused.has(name),
    disqualified: values.disqualified.has(name),
    error: error.at(tickedField('disqualified', name)),
  }));
  const awayErrors = {
    ticked: boxes.find((box) => box.error !== null)?.error ?? null,
    othersExcused: error.at('othersExcused'),
    absent: error.at('absent'),
  };
  const subBoxes = subDecisionBoxes(entry, sent?.subDecisions ?? null).map((box) => ({
    ...box,
    textError: error.at(`subDecisions[${box.n}][text]`),
    reasonError: error.at(`subDecisions[${box.n}][reason]`),
  }));
  return {
    // Whoever has seen both texts and keeps their own has seen the one that stands.
    basis: (conflict === null ? sent?.basis : undefined) ?? entry.decision?.hash ?? '',
    opened: refused !== null,
    error: conflict === null ? error.text : null,
    textError: error.at('text'),
    publicTextError: error.at('publicText'),
    conflict,
    forAll: clauses.length > 1 ? chosen(values.outcomeForAll) : null,
    clauses,
    text: values.text,
    isClosed: entry.openness === 'closed',
    publicText: values.publicText,
    members: boxes,
    awayErrors,
    awayOpened: Object.values(awayErrors).some((text) => text !== null),
    othersExcused: values.othersExcused,
    absent: values.absent,
    away: awayLine(values),
    subBoxes: subBoxes.slice(0, -1),
    addedBox: subBoxes.at(-1),
    hasSubItems: subBoxes.length > 1,
  };
}

/** Both texts, where somebody else's decision was recorded after the form was made. */
function conflictIn(entry: AgendaEntry, situation: DecisionSituation) {
  const { refused, recordedBy } = situation;
  if (refused?.refusal.code !== 'decision-as-seen' || entry.decided === null || recordedBy === null) return null;
  const mine = decisionFrom(entry, DecisionForm.parse(refused.typed));
  return {
    ...recordedBy,
    mine: decisionView(entry, mine, situation),
    theirs: decisionView(entry, entry.decided, situation),
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
