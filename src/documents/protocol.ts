/** The protocol (beslutningsprotokol) that is signed, and the signatures under it: documents that the meeting's transitions name. */
import { z } from 'zod';
import { Hash, Id, Instant } from '#machines/primitives.ts';

/**
 * What is signed: every item with its pinned text and its decision, who took part, and the head of the meeting's hash chain at that
 * moment. By hash alone, so the protocol of a closed item says nothing by itself.
 */
export const ProtocolDocument = z.strictObject({
  kind: z.literal('protocol'),
  meeting: Id,
  organ: Id,
  organName: z.string().min(1).max(160),
  date: z.iso.date(),
  place: z.string().max(120).nullable(),
  attendance: Hash.nullable(),
  items: z
    .array(
      z.strictObject({
        item: Id,
        number: z.number().int().nullable(),
        version: Hash.nullable(),
        struck: z.boolean(),
        decision: Hash.nullable(),
        takenUp: Hash.nullable(),
      }),
    )
    .max(100),
  chain: z.strictObject({ seq: z.number().int().min(1), hash: Hash }),
});
export type ProtocolDocument = z.infer<typeof ProtocolDocument>;

/** Somebody's seat in the organ on the day of the meeting: title as printed, party's letter, whether they have the chair. */
export const Seat = z.strictObject({
  title: z.string().max(160).nullable(),
  party: z.string().max(10).nullable(),
  chair: z.boolean(),
});
export type Seat = z.infer<typeof Seat>;

/** Who signed what, and how they showed that it was them. `reservation` is the signer's own words, or null. */
export const SignatureDocument = z.strictObject({
  kind: z.literal('signature'),
  meeting: Id,
  protocol: Hash,
  person: Id,
  name: z.string().min(1).max(200),
  /** As what they took part in the meeting; null where the organ's list of members did not say it. */
  seat: Seat.nullable(),
  /** 3: a code mailed to the signer at most 15 minutes before (design § 5). */
  level: z.literal(3),
  codeEnteredAt: Instant,
  reservation: z.string().trim().max(5_000).nullable(),
});
export type SignatureDocument = z.infer<typeof SignatureDocument>;
