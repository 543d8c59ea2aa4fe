/** Recommendations and decisions: who recommends what, what was decided, by whom, and who was away. */
import { dateIn } from './dates.ts';
import { absenceLabel, decisionHeading } from './headings.ts';
import type { ImportedAbsence, ImportedDecision, ImportedRound, PrintedBlock } from './imported.ts';
import { abbreviationOf } from './organs.ts';
import { outcomeOf } from './outcomes.ts';

const MARKED = /^\s?(?:[-•▪●◦–—*]|\d{1,2}[.)])\s+(.*)$/;
const LEAD = /^(.*?\bindstille[rs]\b[^.]*?)[,:]?\s*(?:\bat\b\s+(.*))?$/s;

const joined = (lines: readonly string[]): string => lines.filter((line) => line !== '').join(' ');

export function readRecommendation(lines: readonly string[]): NonNullable<ImportedRound['recommendation']> {
  const written = lines.filter((line) => line !== '');
  const marked = written.findIndex((line) => MARKED.test(line));
  const lead = joined(marked === -1 ? written : written.slice(0, marked));
  const [, who = '', rest] = LEAD.exec(lead) ?? [];
  const proposer = /^(.{2,80}?)\s+indstiller\b/.exec(lead)?.[1] ?? null;
  const clauses = marked === -1 ? (rest === undefined ? [] : [rest]) : clausesIn(written.slice(marked));
  return {
    raw: lines.join('\n').trim(),
    proposerRaw: proposer !== null && /^det$/i.test(proposer) ? null : proposer,
    // "…, at" belongs to the lead where one clause reads on from it.
    lead:
      marked === -1 && rest !== undefined
        ? lead.slice(0, lead.length - rest.length).trim()
        : marked === -1 && who === ''
          ? lead
          : lead,
    clauses: clauses.map((raw, index) => ({ n: index + 1, raw })),
  };
}

function clausesIn(lines: readonly string[]): string[] {
  const clauses: string[] = [];
  for (const line of lines) {
    const text = MARKED.exec(line)?.[1];
    if (text !== undefined) clauses.push(text);
    else clauses[clauses.length - 1] = `${clauses.at(-1)} ${line}`;
  }
  return clauses;
}

export function readDecision(
  block: PrintedBlock,
  hasLater: boolean,
  title: string,
  oddities: string[],
): ImportedDecision {
  const { organ, date } = decisionHeading(block.heading ?? '') ?? { organ: '', date: '' };
  const { text, absences } = partsOf(block.lines);
  const { outcome, effect } = outcomeOf(text, hasLater);
  if (outcome === null)
    oddities.push(`»${title}«: beslutningen i ${organ} er fri tekst; udfaldet skal vælges af et menneske.`);
  const bullets = text.split('\n').filter((line) => /^\s?[-•▪●◦–—*]\s/.test(line));
  return {
    rawHeading: block.heading ?? '',
    body: abbreviationOf(organ),
    organRaw: organ,
    date: dateIn(date) ?? date,
    rawText: text,
    outcome,
    effect,
    absences,
    subDecisions: bullets.length > 1 ? bullets.map((line) => ({ rawText: line.replace(/^\s?[-•▪●◦–—*]\s+/, '') })) : [],
  };
}

/** A person's line is short and no sentence; what else stands below the word is text again. */
const isPerson = (line: string): boolean =>
  line.length <= 90 && !/[.!?]$/.test(line.replace(/\.$/, (dot) => (/(mv|jr)\.$/.test(line) ? '' : dot)));

export function partsOf(lines: readonly string[]): { text: string; absences: ImportedAbsence[]; strays: string[] } {
  const text: string[] = [];
  const strays: string[] = [];
  const absences: ImportedAbsence[] = [];
  for (const line of lines) {
    const found = absenceLabel(line);
    const open = absences.at(-1);
    if (found) {
      absences.push({ label: found.label, people: found.rest === '' ? [] : peopleIn(found.rest) });
    } else if (open === undefined) text.push(line);
    else if (line !== '' && isPerson(line)) open.people.push(...peopleIn(line));
    else if (line !== '') strays.push(line);
  }
  return { text: [...text, ...strays].join('\n').trim(), absences, strays };
}

const peopleIn = (line: string): ImportedAbsence['people'] => [
  {
    raw: line,
    name: line.replace(/\s*\([^()]*\)\s*$/, ''),
    note: /\(([^()]*)\)\s*$/.exec(line)?.[1] ?? null,
  },
];
