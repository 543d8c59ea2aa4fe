/**
 * What one packet holds, as an immutable document: the same document, fragments and tools give the same bytes, and where nothing that
 * is printed has changed, it has the same hash. It names what its readers may know and nothing else: a public packet's document has
 * no word of what is closed.
 */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { FileRef } from '#src/documents/file-ref.ts';
import { Availability } from '#src/documents/item-content.ts';
import { ItemDocument } from '#src/documents/item-document.ts';
import { OpennessHere } from '#src/documents/openness-here.ts';

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

export const PacketBilag = OpennessHere.extend({
  /** Names it within the packet. */
  key: z.string().regex(/^[A-Za-z0-9.-]{1,80}$/),
  seq: z.number().int().min(1),
  /** "3.2": the item's number on the agenda and the bilag's own. */
  label: z.string().min(1).max(20),
  title: z.string().max(500),
  /** The records number, or null. */
  docNo: z.string().max(40).nullable(),
  mainDocument: z.boolean(),
  /** Null where it is attached. */
  availability: Availability.nullable(),
  /** The file, or null for a row without one. */
  file: FileRef.nullable(),
});
export type PacketBilag = z.infer<typeof PacketBilag>;

export const PacketItem = OpennessHere.extend({
  /** Null for an item of which this reader knows no more than that it is closed. */
  item: Id.nullable(),
  /** As printed on the agenda; null before freeze, and for what was taken up at the meeting. */
  number: z.string().max(10).nullable(),
  part: Id,
  /** What is printed of the item; for a closed item in a public packet its publishable title and decision alone. */
  document: ItemDocument,
  /** Printed above the text: taken up outside the agenda, sent after the deadline. */
  note: z.string().max(12_000).nullable(),
  /** Those that this reader gets, in the order of their numbers. */
  bilag: z.array(PacketBilag),
});
export type PacketItem = z.infer<typeof PacketItem>;

export const PacketPart = z.strictObject({
  id: Id,
  title: z.string().min(1).max(60),
  /** Why it was sent after its deadline, or null. */
  lateReason: z.string().max(5_000).nullable(),
});
export type PacketPart = z.infer<typeof PacketPart>;

export const PacketDocument = z.strictObject({
  kind: z.literal('packet'),
  meeting: Id,
  scope: Scope,
  variant: Variant,
  /** The protocol once the meeting has ended, with what it decided. */
  paper: z.enum(['agenda', 'protocol']),
  municipality: z.string().max(80).nullable(),
  organName: z.string().min(1).max(200),
  /** The local date of the meeting. */
  day: z.iso.date(),
  /** As printed: "Onsdag den 7. juni 2023". */
  date: z.string().min(1).max(60),
  startsAt: z.string().max(10),
  endsAt: z.string().max(10).nullable(),
  place: z.string().max(120).nullable(),
  members: z.array(z.string().max(500)),
  /** The parts of the agenda that are in the packet, in their order. */
  parts: z.array(PacketPart),
  items: z.array(PacketItem),
});
export type PacketDocument = z.infer<typeof PacketDocument>;
