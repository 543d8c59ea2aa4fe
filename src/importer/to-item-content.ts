/** From an imported item to what the service keeps of one: its text as a draft, and its rounds of recommendation and decision. */
import type { Absence } from '#src/documents/decision.ts';
import type { Bilag, ItemContent, Recommendation } from '#src/documents/item-content.ts';
import type { RichText } from '#src/documents/rich-text.ts';
import { NO_HEADING } from '#src/documents/section-heading.ts';
import type { ImportedBilag, ImportedDecision, ImportedItem, ImportedRound } from './imported.ts';
import { richFromLines } from './rich-from-lines.ts';

export interface ImportedTreatment {
  body: string;
  organRaw: string;
  date: string;
  text: RichText;
  outcome: string | null;
  effect: ImportedDecision['effect'];
  absences: Absence[];
}

export interface ImportedDraft {
  content: ItemContent;
  /** The decisions on the content's own recommendation. */
  treatments: ImportedTreatment[];
  /** Rounds that came later, each with its own recommendation. */
  later: { recommendation: Recommendation | null; treatments: ImportedTreatment[] }[];
}

/** As the schema has it; a longer head of an item is printed as it was read. */
const LONGEST_OPENNESS = 120;

/** Pure; what is longer than a field may be is cut nowhere: the draft's own check says so. */
export function toItemContent(item: ImportedItem): ImportedDraft {
  const [first, ...later] = item.rounds;
  const decides = item.rounds.some(({ recommendation }) => (recommendation?.clauses.length ?? 0) > 0);
  return {
    content: {
      title: item.title,
      type: decides ? 'decision' : item.rounds.length > 0 ? 'orientation' : 'discussion',
      openness: item.openness,
      caseNumber: item.caseNumber,
      printedRoute: item.route.raw,
      ...(item.opennessRaw.length <= LONGEST_OPENNESS ? { printedOpenness: item.opennessRaw } : {}),
      sections: item.printed
        .filter(({ kind }) => kind === 'section')
        .map(({ heading, lines }) => ({ heading: heading ?? NO_HEADING, body: richFromLines(lines) })),
      recommendation: recommendationOf(first),
      bilag: item.attachments.map(bilagOf),
      ...(subItemsOf(item).length > 0 ? { subItems: subItemsOf(item) } : {}),
    },
    treatments: first?.decisions.map(treatmentOf) ?? [],
    later: later.map((round) => ({
      recommendation: recommendationOf(round),
      treatments: round.decisions.map(treatmentOf),
    })),
  };
}

function recommendationOf(round: ImportedRound | undefined): Recommendation | null {
  if (!round?.recommendation) return null;
  const { lead, clauses } = round.recommendation;
  return { lead, clauses: clauses.map(({ raw }) => raw) };
}

const treatmentOf = (decision: ImportedDecision): ImportedTreatment => ({
  body: decision.body,
  organRaw: decision.organRaw,
  date: decision.date,
  text: richFromLines(decision.rawText.split('\n')),
  outcome: decision.outcome,
  effect: decision.effect,
  absences: decision.absences.map(({ label, people }) => ({ label, people: people.map(({ raw }) => raw) })),
});

const bilagOf = (row: ImportedBilag): Bilag => ({
  seq: row.seq,
  docId: row.docId,
  openness: row.openness,
  title: row.title ?? '',
  // Of what may be closed nobody has said that its title is not.
  titlePublic: row.title !== null && row.opennessIsRead,
  docNo: row.docNo,
  mainDocument: row.flag === 'H',
  printedRow: row.rawLine.replace(/\s+/g, ' ').trim(),
});

/** Sub-items of every section, numbered through: what a meeting decides on one by one. */
function subItemsOf({ sections }: ImportedItem): NonNullable<ItemContent['subItems']> {
  const found = sections.flatMap(({ subItems, table }) => [
    ...(subItems ?? []).map(({ titleRaw, rawText }) => ({ title: titleRaw ?? rawText, start: null, end: null })),
    ...(table?.slots ?? []).flatMap(({ start, end, subItems: inSlot }) =>
      inSlot.map(({ titleRaw }) => ({ title: titleRaw, start, end })),
    ),
  ]);
  return found.map((each, index) => ({ id: `s${index + 1}`, ...each, title: each.title.slice(0, 300) }));
}
