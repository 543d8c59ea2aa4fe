/** An item's text, recommendation, decisions and attachments as the template `item-text` takes them. Pure. */

import { shortDayOf } from '#src/calendar/danish-dates.ts';
import type { ItemContent, Recommendation } from '#src/documents/item-content.ts';
import type { ItemDocument } from '#src/documents/item-document.ts';
import { endingOf } from '#src/files/file-name.ts';
import { isShownInViewer } from '#src/files/kinds.ts';
import type { BilagRendition } from '#src/queries/bilag-renditions.ts';
import { word } from '#src/words/words.ts';
import { UNNAMED } from '../editor/draft-from-fields.ts';
import { renditionView } from '../files/rendition-view.ts';
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

export interface BilagReader {
  /** For a reader who may not open what is closed: a closed attachment whose title is not public shows only that it is there. */
  hideClosed?: boolean;
  /** The address under which the files lie, before "/<seq>"; null or absent where they cannot be opened from this page. */
  files?: string | null;
  /** What follows in a file's address: the version that is being read. */
  query?: string;
  /** Whether a file has a page beside it that shows it: "/vis" after its address. */
  hasViewer?: boolean;
  /** What has been made of the files, by their hashes; empty where this page does not show it. */
  renditions?: ReadonlyMap<string, BilagRendition>;
  /** Whether this reader is told what was left out of them. */
  withNotes?: boolean;
}

export function itemTextView(document: ItemDocument, reader: BilagReader = {}) {
  return {
    printedRoute: document.printedRoute,
    ownApprovals: document.ownApprovals ?? [],
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
        date: shortDayOf(day),
        blocks: richView(text, SECTION_LEVEL),
        absences,
      })),
    })),
    bilag: document.bilag.map((row) => bilagView(row, reader)),
  };
}

function bilagView(row: ItemContent['bilag'][number], reader: BilagReader) {
  const { hideClosed = false, files, query = '', hasViewer = false, renditions, withNotes = false } = reader;
  const closed = row.openness === 'closed';
  const hidden = hideClosed && closed && !row.titlePublic;
  const opens = row.file !== undefined && files != null && !(hideClosed && closed);
  const rendition = row.file && renditions?.get(row.file.hash);
  const isShown = isShownInViewer(row.file?.mime ?? '') || rendition?.state === 'done';
  return {
    seq: row.seq,
    hidden,
    docId: hidden ? null : row.docId,
    openness:
      word('openness', row.openness) + (closed && row.closedUntil ? ` indtil ${shortDayOf(row.closedUntil)}` : ''),
    closed,
    titlePublic: row.titlePublic || !closed,
    title: hidden ? '' : row.title || row.file?.name || '',
    docNo: hidden ? null : row.docNo,
    main: row.mainDocument,
    availability: row.availability === undefined ? null : word('availability', row.availability),
    href: opens ? `${files}/${row.seq}${query}` : null,
    hasViewer,
    viewHref: opens && isShown ? `${files}/${row.seq}/vis${query}` : null,
    fileFacts: opens && row.file ? fileFacts(row.file) : null,
    rendition:
      opens && rendition
        ? renditionView({ path: `${files}/${row.seq}/gengivelse`, query, withNotes }, rendition)
        : null,
  };
}

/** "PDF, 2,3 MB" */
export const fileFacts = ({ name, size }: { name: string; size: number }): string =>
  `${endingOf(name).toLocaleUpperCase('da')}, ${fileSize(size)}`;

const inDanish = new Intl.NumberFormat('da-DK', { maximumFractionDigits: 1 });
/** Bytes as people say them. */
export const fileSize = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${inDanish.format(bytes / 1_000_000)} MB`;
