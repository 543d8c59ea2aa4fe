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
  subDecisions: { rawText: string }[];
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
  openness: 'open' | 'closed';
  title: string | null;
  docNo: string | null;
  flag: string | null;
  rawLine: string;
}

export interface ImportedItem {
  number: string | null;
  title: string;
  caseNumber: string | null;
  openness: 'open' | 'closed';
  opennessRaw: string;
  route: { raw: string; stops: { body: string }[] };
  sections: ImportedSection[];
  rounds: ImportedRound[];
  attachments: ImportedBilag[];
  participants: string[];
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
  signaturePage: string[];
  oddities: string[];
}
