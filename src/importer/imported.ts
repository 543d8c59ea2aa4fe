/**
 * What the importer understands of one published agenda or item: the raw words of every part, in the order in which they stand, and
 * beside them what they mean. `printed` is the whole text again, line by line: nothing that was read may be missing from it.
 */
import type { OutcomeEffect } from '#machines/primitives.ts';

export type BlockKind =
  | 'head'
  | 'contents'
  | 'title'
  | 'openness'
  | 'route'
  | 'section'
  | 'recommendation'
  | 'decision'
  | 'bilag'
  | 'overview'
  | 'signatures';

/** Consecutive lines of one kind; an empty line is a paragraph's end. */
export interface PrintedBlock {
  kind: BlockKind;
  /** The heading as it stands, or null where the block has none. */
  heading: string | null;
  lines: string[];
}

export interface ImportedMember {
  raw: string;
  title: string | null;
  name: string | null;
  /** What stands in brackets beside the name: a party's letter, "formand". */
  note: string | null;
  vacant: boolean;
}

export interface ImportedMeeting {
  /** Abbreviation of the organ, or its printed name where it is none of the known ones. */
  body: string | null;
  bodyRaw: string | null;
  docTypeRaw: string | null;
  /** `yyyy-mm-dd`. */
  date: string | null;
  start: string | null;
  end: string | null;
  placeRaw: string | null;
  dateRaw: string | null;
  members: ImportedMember[];
  absences: ImportedAbsence[];
}

export interface ImportedAbsence {
  label: string;
  people: { raw: string; name: string; note: string | null }[];
}

export interface SubItem {
  /** The printed number, null for a bullet. */
  n: number | null;
  titleRaw: string | null;
  rawText: string;
}

export interface ImportedSection {
  heading: string | null;
  rawText: string;
  subItems?: SubItem[];
  rows?: { rawDate: string; date: string | null; entries: string[] }[];
  table?: {
    columns: string[];
    slots: {
      start: string | null;
      end: string | null;
      rawTime: string;
      subItems: { titleRaw: string; rawText: string }[];
    }[];
  };
}

export interface ImportedDecision {
  rawHeading: string;
  body: string;
  organRaw: string;
  date: string;
  rawText: string;
  /** A code of the outcome list; null for a wording of its own. */
  outcome: string | null;
  effect: OutcomeEffect | null;
  absences: ImportedAbsence[];
  /** What a list in the decision says, one by one. */
  subDecisions: { n: number | null; rawText: string }[];
  /** Where every clause got an answer of its own. */
  clauseOutcomes: { n: number; rawText: string; outcome: string | null; effect: OutcomeEffect | null }[];
}

export interface ImportedRound {
  seq: number;
  recommendation: {
    raw: string;
    proposerRaw: string | null;
    lead: string;
    clauses: { n: number; raw: string }[];
  } | null;
  decisions: ImportedDecision[];
}

export interface ImportedBilag {
  seq: number;
  docId: string | null;
  /** Closed as well where the text does not say it. */
  openness: 'open' | 'closed';
  /** False where a person has to say whether the bilag is open. */
  opennessIsRead: boolean;
  title: string | null;
  docNo: string | null;
  flag: string | null;
  rawLine: string;
}

/** A day, month or season that the text names, with the year it says or, `inferred`, that of the meeting. */
export interface ImportedReference {
  raw: string;
  body: string | null;
  /** `yyyy-mm-dd`, `yyyy-mm`, or null where the year is not known. */
  date: string | null;
  precision: 'day' | 'month' | 'season';
  inferred: boolean;
}

export interface ImportedItem {
  number: string | null;
  title: string;
  caseNumber: string | null;
  /** Closed as well where the text does not say it. */
  openness: 'open' | 'closed';
  /** False where a person has to say whether the item is open. */
  opennessIsRead: boolean;
  opennessRaw: string;
  /** Lines inside the item that look like titles of further items. */
  likelyItems: string[];
  route: { raw: string; stops: { body: string }[] };
  sections: ImportedSection[];
  rounds: ImportedRound[];
  attachments: ImportedBilag[];
  /** "… deltager under punktet", as written. */
  participants: string[];
  references: ImportedReference[];
  printed: PrintedBlock[];
}

export interface Imported {
  documentType: 'agenda' | 'item-before-meeting' | 'item-after-meeting';
  meeting: ImportedMeeting | null;
  items: ImportedItem[];
  /** The blocks before the first item and after the last one. */
  before: PrintedBlock[];
  after: PrintedBlock[];
  contents: { titleRaw: string; pageRaw: string }[];
  attachmentOverview: { headingRaw: string; rows: { seq: number | null; raw: string; closed: boolean }[] }[];
  signaturePage: string[];
  oddities: string[];
}
