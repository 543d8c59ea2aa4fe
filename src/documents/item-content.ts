/** The text of an agenda item: what a case officer writes, an approver reads and the PDF prints. */

import { z } from 'zod';
import { ItemType, Openness } from '#machines/agenda-item/events.ts';
import { Id } from '#machines/primitives.ts';
import { FileRef } from './file-ref.ts';
import { RichText } from './rich-text.ts';

/** The recommendation (indstilling): its lead and one entry per at-clause; an orientation has a lead alone. */
export const Recommendation = z.strictObject({
  lead: z.string().trim().max(2_000),
  clauses: z.array(z.string().trim().min(1).max(10_000)).max(50),
});
export type Recommendation = z.infer<typeof Recommendation>;

/** "Eftersendes" is announced, "eftersendt" came after the agenda, "omdelt" is handed out at the meeting: three things. */
export const Availability = z.enum(['to-follow', 'followed', 'handed-out']);
export type Availability = z.infer<typeof Availability>;

/** Closed in one organ and open in another: bilag are often closed until the political treatment. */
export const OpennessIn = z.strictObject({ organ: Id, openness: Openness });
export type OpennessIn = z.infer<typeof OpennessIn>;

/** A row of the list of attachments. `docId`, `docNo` are the records system's numbers; `mainDocument` is printed "(H)". */
export const Bilag = z.strictObject({
  seq: z.number().int().min(1).max(999),
  docId: z.string().max(40).nullable(),
  openness: Openness,
  title: z.string().trim().max(500),
  titlePublic: z.boolean(),
  docNo: z.string().max(40).nullable(),
  mainDocument: z.boolean(),
  /** The stored file; absent while the attachment is a row alone. */
  file: FileRef.optional(),
  /** When its readers get it; absent where it is attached. */
  availability: Availability.optional(),
  /** A local date: what is closed is open from that day on. Absent where it stays closed. */
  closedUntil: z.iso.date().optional(),
  /** The organs in which it is not as `openness` says. */
  opennessIn: z.array(OpennessIn).max(20).optional(),
  /** The row as it was published, where the text was read from a published agenda. */
  printedRow: z.string().max(1_000).optional(),
});
export type Bilag = z.infer<typeof Bilag>;

/** A case of its own inside an item: it may have a slot of time, and is decided on by itself. */
export const SubItem = z.strictObject({
  id: Id,
  title: z.string().trim().min(1).max(300),
  /** Local times, `hh:mm`. */
  start: z.string().max(5).nullable(),
  end: z.string().max(5).nullable(),
  /** What it is about; absent where the title says it. */
  text: RichText.optional(),
  /** Who takes part in it besides the organ's members; absent where nobody does. */
  participants: z.array(z.string().trim().min(1).max(200)).max(40).optional(),
});
export type SubItem = z.infer<typeof SubItem>;

const Section = z.strictObject({ heading: z.string().trim().min(1).max(200), body: RichText });

export const ItemContent = z.strictObject({
  title: z.string().trim().max(300),
  type: ItemType,
  openness: Openness,
  /** A local date: a closed item is open from that day on. Absent where it stays closed. */
  closedUntil: z.iso.date().optional(),
  /** What the public reads instead of a closed item's title; absent where nothing may be said. */
  publicTitle: z.string().trim().min(1).max(300).optional(),
  caseNumber: z
    .string()
    .trim()
    .regex(/^[0-9A-ZÆØÅa-zæøå./-]{1,40}$/)
    .nullable(),
  /** Sagsgang as published, e.g. "ØK, KB": printed, never computed from the actual stops. */
  printedRoute: z.string().trim().max(200),
  /** "23/9260 Åben sag" as it was published, where the text was read from a published agenda. */
  printedOpenness: z.string().trim().max(120).optional(),
  sections: z.array(Section).max(30),
  recommendation: Recommendation.nullable(),
  bilag: z.array(Bilag).max(200),
  subItems: z.array(SubItem).max(100).optional(),
});
export type ItemContent = z.infer<typeof ItemContent>;

/** An empty draft with the sections a Norddjurs item has, in their order. */
export function emptyItemContent(type: ItemContent['type']): ItemContent {
  const empty: RichText = { type: 'doc', content: [{ type: 'paragraph' }] };
  return {
    title: '',
    type,
    openness: 'open',
    caseNumber: null,
    printedRoute: '',
    sections: ['Sagsfremstilling', 'Økonomiske konsekvenser', 'Lovgrundlag'].map((heading) => ({
      heading,
      body: empty,
    })),
    recommendation: { lead: '', clauses: [] },
    bilag: [],
  };
}
