/** An item's text, recommendation, decisions and attachments as the template `item-text` takes them. Pure. */
import type { ItemContent, Recommendation } from '#src/content/item-content.ts';
import type { ItemDocument } from '#src/content/item-document.ts';
import { UNNAMED } from '../editor/draft-from-fields.ts';
import { word } from '../words.ts';
import { type BlockView, richView } from './rich-view.ts';

/** The page's title is level 1, a section level 2. */
const SECTION_LEVEL = 2;

export interface RecommendationView {
  lead: string;
  /** With one clause it reads on from the lead; with several they are a numbered list. */
  single: string | null;
  clauses: string[];
}

export function recommendationView(recommendation: Recommendation | null): RecommendationView | null {
  if (recommendation === null || (recommendation.lead === '' && recommendation.clauses.length === 0)) return null;
  const { lead, clauses } = recommendation;
  return clauses.length === 1 ? { lead, single: clauses[0] ?? '', clauses: [] } : { lead, single: null, clauses };
}

const date = (day: string) => day.split('-').reverse().join('-');

/** @param hideClosed for a reader with a link alone: a closed attachment whose title is not public shows only that it is there */
export function itemTextView(document: ItemDocument, { hideClosed = false } = {}) {
  return {
    printedRoute: document.printedRoute,
    sections: document.sections
      .map(({ heading, body }) => ({
        heading: heading === UNNAMED ? '' : heading,
        blocks: richView(body, SECTION_LEVEL),
      }))
      .filter(({ blocks }: { blocks: BlockView[] }) => blocks.length > 0),
    rounds: document.rounds.map(({ recommendation, decisions }) => ({
      recommendation: recommendationView(recommendation),
      decisions: decisions.map(({ organName, date: day, text, absences }) => ({
        organName,
        date: date(day),
        blocks: richView(text, SECTION_LEVEL),
        absences,
      })),
    })),
    bilag: document.bilag.map((row) => bilagView(row, hideClosed && row.openness === 'closed' && !row.titlePublic)),
  };
}

export function bilagView(row: ItemContent['bilag'][number], hidden = false) {
  return {
    seq: row.seq,
    hidden,
    docId: hidden ? null : row.docId,
    openness: word('openness', row.openness),
    closed: row.openness === 'closed',
    titlePublic: row.titlePublic,
    title: hidden ? '' : row.title,
    docNo: hidden ? null : row.docNo,
    main: row.mainDocument,
  };
}
