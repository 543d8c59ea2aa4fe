/** An item's document as the Typst template takes it: everything decided here, so that the template only sets type. */

import { shortDayOf } from '#src/calendar/danish-dates.ts';
import type { Bilag, Recommendation } from '#src/documents/item-content.ts';
import type { ItemDocument } from '#src/documents/item-document.ts';
import { NO_HEADING } from '#src/documents/section-heading.ts';
import words_ from '../../templates/da.json' with { type: 'json' };
import { printText } from './print-text.ts';
import { type Block, richBlocks } from './rich-blocks.ts';

type PrintedRow = {
  number: string;
  /** `published`: the title is the whole row as it was published. */
  openness: 'open' | 'closed' | 'published';
  title: string;
  docNo: string;
  main: boolean;
  /** Where the stored file is opened; null for a row alone. */
  href: string | null;
};

export type PrintModel = {
  udkast: boolean;
  title: string;
  /** "23/9260 Åben Sag" as published, empty where nothing was; null: then the two below are printed. */
  facts: string | null;
  caseNumber: string;
  openness: 'open' | 'closed';
  route: string;
  ownApprovals: string[];
  sections: { heading: string; blocks: Block[] }[];
  rounds: {
    recommendation: { line: string; clauses: string[] } | null;
    decisions: { organ: string; date: string; blocks: Block[]; absences: { label: string; people: string[] }[] }[];
  }[];
  bilag: PrintedRow[];
};

const words = words_.print;

/** Level 1 is the item's title, level 2 its sections, recommendations, decisions and list of attachments. */
const TITLE_LEVEL = 1;

/**
 * The print of a checked document. A section without words is left out, and so is an empty recommendation; `udkast`
 * marks a print from before the freeze. Pure.
 * @param bilagAt the address under which the item's stored attachments are opened by their numbers; null for none
 */
export function printModel(
  document: ItemDocument,
  udkast: boolean,
  level = TITLE_LEVEL,
  bilagAt: string | null = null,
): PrintModel {
  const sectionLevel = level + 1;
  return {
    udkast,
    title: printText(document.title),
    facts: document.printedOpenness === undefined ? null : printText(document.printedOpenness),
    caseNumber: printText(document.caseNumber ?? ''),
    openness: document.openness,
    route: printText(document.printedRoute),
    ownApprovals: (document.ownApprovals ?? []).map(printText),
    sections: document.sections
      .map(({ heading, body }) => ({
        heading: heading === NO_HEADING ? '' : printText(heading),
        blocks: richBlocks(body, sectionLevel),
      }))
      .filter(({ blocks }) => blocks.length > 0),
    rounds: document.rounds.map((round) => ({
      recommendation: printedRecommendation(round.recommendation),
      decisions: round.decisions.map((decision) => ({
        organ: printText(decision.organName),
        date: shortDayOf(decision.date),
        blocks: richBlocks(decision.text, sectionLevel),
        absences: decision.absences.map(({ label, people }) => ({
          label: printText(label),
          people: people.map(printText),
        })),
      })),
    })),
    bilag: [...document.bilag].sort((a, b) => a.seq - b.seq).map((row) => printedRow(row, bilagAt)),
  };
}

/** One at-clause reads on from the lead; several stand as a numbered list below it. */
function printedRecommendation(recommendation: Recommendation | null): { line: string; clauses: string[] } | null {
  if (recommendation === null) return null;
  const lead = printText(recommendation.lead);
  const clauses = recommendation.clauses.map(printText);
  if (clauses.length > 1) return { line: lead, clauses };
  const line = [lead, ...clauses].filter((part) => part !== '').join(' ');
  return line === '' ? null : { line, clauses: [] };
}

/**
 * A row of the list of attachments. A closed attachment whose title is not public shows its number and that it is closed,
 * nothing else: its number must stay, so that nobody takes it for missing. Numbers of documents stand in brackets where
 * the records system's document id stands beside the row's number, as the published agendas have it.
 */
function printedRow(bilag: Bilag, bilagAt: string | null): PrintedRow {
  const hidden = bilag.openness === 'closed' && !bilag.titlePublic;
  if (hidden) return { number: String(bilag.seq), openness: 'closed', title: '', docNo: '', main: false, href: null };
  const docNo = printText(bilag.docNo ?? '');
  const row: PrintedRow = {
    number: bilag.docId === null ? String(bilag.seq) : `${bilag.seq} - ${printText(bilag.docId)}`,
    openness: bilag.openness,
    title: printText(bilag.title),
    docNo: docNo !== '' && bilag.docId !== null ? `(${docNo})` : docNo,
    main: bilag.mainDocument,
    href: bilagAt === null || bilag.file === undefined ? null : `${bilagAt}/${bilag.seq}`,
  };
  return asPublished(row, bilag);
}

const bare = (text: string): string => text.replace(/\s+/g, '');

/** Where a row was published in a form of its own, it is printed in that form. */
function asPublished(row: PrintedRow, { printedRow, openness }: Bilag): PrintedRow {
  if (printedRow === undefined) return row;
  const word = openness === 'open' ? words.openRow : words.closedRow;
  const composed = [row.number, word, row.title, row.docNo, row.main ? words.mainDocument : ''].join('');
  if (bare(composed) === bare(printedRow)) return row;
  return { number: '', openness: 'published', title: printText(printedRow), docNo: '', main: false, href: row.href };
}
