/** The documents of a hearing that its transitions name by hash: who is heard, what they answered, and what came of it. */
import { z } from 'zod';
import { Hash, Id, Instant } from '#machines/primitives.ts';
import { Email } from '#src/addresses/address-field.ts';
import { FileRef } from './file-ref.ts';

const Name = z.string().trim().min(1).max(200);

/** A party (høringspart): an organisation or a person with an address of its own; it needs no account. */
export const PartyDocument = z.strictObject({ kind: z.literal('party'), name: Name, email: Email });
export type PartyDocument = z.infer<typeof PartyDocument>;

export const MAX_ANSWER = 100_000;

/** An answer (høringssvar) as it was received. `party` is null where somebody answered who was not invited. */
export const AnswerDocument = z.strictObject({
  kind: z.literal('answer'),
  hearing: Id,
  party: Id.nullable(),
  /** Who answered, and for whom: a person's name, and the organisation's where there is one. */
  name: Name,
  /** What that person is there, "formand"; absent where nothing was said. */
  role: z.string().trim().min(1).max(200).optional(),
  organisation: z.string().trim().max(200),
  /** Where the receipt goes; null where none was left. */
  email: Email.nullable(),
  text: z.string().trim().max(MAX_ANSWER),
  noRemarks: z.boolean(),
  files: z.array(FileRef).max(20),
  receivedAt: Instant,
});
export type AnswerDocument = z.infer<typeof AnswerDocument>;

/** What the answers came to (høringsnotat), written when the hearing is concluded. */
export const HearingNoteDocument = z.strictObject({
  kind: z.literal('hearing-note'),
  hearing: Id,
  text: z.string().trim().min(3).max(100_000),
  answers: z.array(Hash).max(10_000),
});
export type HearingNoteDocument = z.infer<typeof HearingNoteDocument>;
