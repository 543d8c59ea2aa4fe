/**
 * What one packet holds, as an immutable document: the same document, fragments and tools give the same bytes. It names what its
 * readers may know and nothing else: a public packet's document has no word of what is closed.
 */
import { z } from 'zod';
import { Openness } from '#machines/agenda-item/events.ts';
import { Hash, Id } from '#machines/primitives.ts';
import { FileRef } from '#src/documents/file-ref.ts';
import { ItemDocument } from '#src/documents/item-document.ts';

/** Members get closed items too; the public gets publishable titles and decisions instead; a draft is the members' before freeze. */
export const Variant = z.enum(['members', 'public', 'draft']);
export type Variant = z.infer<typeof Variant>;

/** The whole meeting, one part of its agenda (the supplement), or one item. */
export const Scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('part'), part: Id }),
  z.strictObject({ kind: z.literal('item'), item: Id }),
]);
export type Scope = z.infer<typeof Scope>;

export const PacketBilag = z.strictObject({
  seq: z.number().int().min(1),
  /** "3.2": the item's number on the agenda and the bilag's own. */
  label: z.string().min(1).max(20),
  title: z.string().max(500),
  /** The records number, or null. */
  docNo: z.string().max(40).nullable(),
  openness: Openness,
  mainDocument: z.boolean(),
  /** The file, or null for a row without one. */
  file: FileRef.nullable(),
});
export type PacketBilag = z.infer<typeof PacketBilag>;

export const PacketItem = z.strictObject({
  /** Null for an item of which this reader knows no more than that it is closed. */
  item: Id.nullable(),
  /** As printed on the agenda; null before freeze. */
  number: z.string().max(10).nullable(),
  part: Id,
  /** What is printed of the item; for a closed item in a public packet its publishable title and decision alone. */
  document: ItemDocument,
  /** Printed above the text: taken up outside the agenda, sent after the deadline, closed until a date. */
  note: z.string().max(2_000).nullable(),
  bilag: z.array(PacketBilag),
});
export type PacketItem = z.infer<typeof PacketItem>;

export const PacketDocument = z.strictObject({
  kind: z.literal('packet'),
  meeting: Id,
  scope: Scope,
  variant: Variant,
  municipality: z.string().max(80).nullable(),
  organName: z.string().min(1).max(200),
  /** As printed. */
  date: z.string().min(1).max(60),
  startsAt: z.string().max(10),
  endsAt: z.string().max(10).nullable(),
  place: z.string().max(120).nullable(),
  members: z.array(z.string().max(250)),
  /** Why parts were sent after their deadline. */
  lateReasons: z.array(z.string().max(5_000)),
  items: z.array(PacketItem),
  /** What names the version of each item and the state of the meeting: the chain's head when the document was made. */
  head: z.strictObject({ seq: z.number().int().min(0), hash: Hash }),
});
export type PacketDocument = z.infer<typeof PacketDocument>;
