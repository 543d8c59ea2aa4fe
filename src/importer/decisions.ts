/** Recommendations and decisions: who recommends what, what was decided, by whom, and who was away. */
import { dateIn } from './dates.ts';
import { absenceLabel, decisionHeading } from './headings.ts';
import type { ImportedAbsence, ImportedDecision, ImportedRound, PrintedBlock } from './imported.ts';
import { BULLET, bulletsAt, markOf } from './marked-list.ts';
import { entriesOf, type NumberedList, numberedLists, textOfEntry } from './numbered-lists.ts';
import { abbreviationOf } from './organs.ts';
import { type Outcome, outcomeOf, outcomeOfClauses } from './outcomes.ts';
import { isBetweenItems, isPageLine, withoutMark } from './page-marks.ts';
import { absentPeople, beginsWithPerson, isPerson } from './people.ts';

const MARKED = /^\s?(?:[-•▪●◦–—*]|\d{1,2}[.)]|[a-zæøå]\))\s+(.*)$/;
/** Clauses that have no mark but their first word, each on a line of its own. */
const CLAUSE = /^(at:?\s.*)$/;
const LEAD = /^(.*?\bindstille[rs]\b[^.]*?)[,:]?\s*(?:\bat\b\s+(.*))?$/s;

const joined = (lines: readonly string[]): string => lines.filter((line) => line !== '').join(' ');

/** @param lines of the block, without its heading */
export function readRecommendation(lines: readonly string[]): NonNullable<ImportedRound['recommendation']> {
  const written = lines.filter((line) => line !== '' && !isPageLine(line));
  const pattern =
    !written.some((line) => MARKED.test(line)) && written.filter((line) => CLAUSE.test(line)).length > 1
      ? CLAUSE
      : MARKED;
  const marked = written.findIndex((line) => pattern.test(line));
  const list = pattern === MARKED ? [...numberedLists(lines).values()][0] : undefined;
  const numbered = list !== undefined && lines[list.at[0] ?? 0] === written[marked] ? list : undefined;
  const lead = joined(marked === -1 ? written : written.slice(0, marked));
  const rest = LEAD.exec(lead.slice(0, 10_000))?.[2];
  const proposer = /^(.{2,80}?)\s+indstiller\b/.exec(lead)?.[1] ?? null;
  const clauses = numbered
    ? numberedClauses(lines, numbered)
    : marked === -1
      ? rest === undefined
        ? []
        : [rest]
      : clausesIn(written.slice(marked), pattern);
  return {
    raw: lines.join('\n').trim(),
    proposerRaw: proposer !== null && /^det$/i.test(proposer) ? null : proposer,
    // "…, at" belongs to the lead where one clause reads on from it.
    lead: marked === -1 && rest !== undefined ? lead.slice(0, lead.length - rest.length).trim() : lead,
    clauses: clauses.map((raw, index) => ({ n: (numbered?.first ?? 1) + index, raw })),
  };
}

/** Each number's entry with its paragraphs and bullets is one clause; what stands below the list belongs to the last. */
const numberedClauses = (lines: readonly string[], list: NumberedList): string[] =>
  entriesOf(lines, { ...list, end: lines.length }).map((entry) =>
    textOfEntry(entry.lines).replaceAll('\n', ' ').replaceAll('\t', ' '),
  );

function clausesIn(lines: readonly string[], pattern: RegExp): string[] {
  const clauses: string[] = [];
  for (const line of lines) {
    const text = pattern.exec(line)?.[1];
    if (text !== undefined) clauses.push(text.replaceAll('\t', ' '));
    else clauses[clauses.length - 1] = `${clauses.at(-1)} ${line}`;
  }
  return clauses;
}

export interface DecisionPlace {
  /** Whether an organ treats the item after the one named. */
  hasLater: (body: string) => boolean;
  /** The organ and date of the meeting whose agenda it is, for a heading that names none. */
  meeting: { body: string | null; bodyRaw: string | null; date: string | null } | null;
  title: string;
  oddities: string[];
}

/** What a decision says and does; what only a person can decide goes to `oddities`. */
export function readDecision(
  block: PrintedBlock,
  { hasLater, meeting, title, oddities }: DecisionPlace,
): ImportedDecision {
  const heading = block.heading ?? '';
  const named = decisionHeading(heading);
  const organRaw = named?.organ ?? meeting?.bodyRaw ?? '';
  const body = named ? abbreviationOf(named.organ) : (meeting?.body ?? '');
  const date = named ? (dateIn(named.date) ?? named.date) : (meeting?.date ?? '');
  if (!named) {
    const whose = organRaw === '' ? 'og mødet kendes ikke' : `og er læst som ${organRaw}s`;
    oddities.push(`»${title}«: overskriften »${heading}« nævner hverken organ eller dato, ${whose}.`);
  }
  const { text, said, absences } = partsOf(withoutNext(block.lines));
  const later = hasLater(body);
  const clauseOutcomes = clausesDecided(said, later);
  const { outcome, effect } = clauseOutcomes.length > 0 ? outcomeOfClauses(clauseOutcomes) : outcomeOf(said, later);
  if (outcome === null)
    oddities.push(
      `»${title}«: beslutningen i ${organRaw || 'mødet'} er fri tekst; udfaldet skal vælges af et menneske.`,
    );
  return {
    rawHeading: heading,
    body,
    organRaw,
    date,
    rawText: text,
    outcome,
    effect,
    absences,
    subDecisions: subDecisionsIn(text),
    clauseOutcomes,
  };
}

const ANSWER = /^\s?(?:(?:ad|pkt|punkt|nr|at)\.?\s*)?(\d{1,2})\s*[.):]\s*(.*)$/i;

/** "1. Godkendt. 2. Udsat.": an answer for every clause, where the lines are nothing else. */
function clausesDecided(text: string, hasLater: boolean): ImportedDecision['clauseOutcomes'] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !isPageLine(line));
  if (lines.length > 60 || lines.some((line) => line.length > 2_000)) return [];
  const answers = lines.map((line) => ANSWER.exec(line));
  const first = answers.findIndex((found) => found !== null);
  const own = answers.slice(0, answers.findIndex((found, index) => index > first && found === null) >>> 0);
  const isPlain = first === 0 && own.length > 1 && own.every((found, index) => Number(found?.[1]) === index + 1);
  const texts = isPlain ? own.map((found) => found?.[2] ?? '') : listedAnswers(text.split('\n'));
  if (texts.length < 2) return [];
  const decided = texts.map((rawText, index) => {
    const { outcome, effect }: Outcome = outcomeOf(rawText, hasLater);
    return { n: index + 1, rawText, outcome, effect };
  });
  // A list of cases is no list of answers.
  return decided.some(({ outcome }) => outcome !== null) ? decided : [];
}

/** Answers that run over several lines or paragraphs, where the decision begins with the first of them. */
function listedAnswers(lines: readonly string[]): string[] {
  const begins = lines.findIndex((line) => line !== '' && !isPageLine(line));
  const list = numberedLists(lines).get(begins);
  return list?.first === 1 ? entriesOf(lines, list).map((entry) => textOfEntry(entry.lines)) : [];
}

/** Every entry of the lists in a decision: more than one, otherwise it is a sentence with a dash. */
function subDecisionsIn(text: string): ImportedDecision['subDecisions'] {
  const lines = text.split('\n');
  const numbered = numberedLists(lines);
  const found: ImportedDecision['subDecisions'] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const list = numbered.get(at);
    // A numbered list is answered as a whole; what stands below it is no entry of it.
    if (list && found.length === 0)
      return entriesOf(lines, list).map((entry) => ({ n: entry.n, rawText: textOfEntry(entry.lines) }));
    if (markOf(line) === null || (found.length > 0 && found[0]?.n === null && !BULLET.test(line))) continue;
    const { entries, end } = bulletsAt(lines, at);
    found.push(...entries.map(({ n, text: rawText }) => ({ n, rawText })));
    at = Math.max(at, end - 1);
  }
  return found.length > 1 ? found : [];
}

/** Without the head over the next items, which stands below the last decision of those before. */
function withoutNext(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line !== '' && !(isPageLine(line) && isBetweenItems(withoutMark(line))));
  return lines.slice(0, last + 1);
}

const rawOf = (lines: readonly string[]): string => lines.join('\n').replace(/\f/g, '').trim();

/** The text, what of it is said without the marks of a page, and beside it who was away: under a word with people's names below it. What is no name is text. */
function partsOf(lines: readonly string[]): { text: string; said: string; absences: ImportedAbsence[] } {
  const text: string[] = [];
  const absences: ImportedAbsence[] = [];
  let open: ImportedAbsence | null = null;
  for (const line of lines) {
    const found = absenceLabel(line);
    if (found) {
      open = { label: found.label, people: absentPeople(found.rest).filter(({ raw }) => raw !== '') };
      absences.push(open);
    } else if (open === null) text.push(line);
    else if (line === '' || isPageLine(line)) continue;
    else if (isPerson(line) || beginsWithPerson(line)) open.people.push(...absentPeople(line));
    else {
      open = null;
      text.push('', line);
    }
  }
  return { text: rawOf(text), said: rawOf(text.filter((line) => !isPageLine(line))), absences };
}
