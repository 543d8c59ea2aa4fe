/** A mailed link as it is stored: what it is for, and nothing that opens it. */
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';

/** What may be done through a link, all of it about the version that was mailed. */
export const LINK_EVENTS = ['approve', 'correct', 'return'] as const;
export const LinkEventType = z.enum(LINK_EVENTS);
export type LinkEventType = z.infer<typeof LinkEventType>;

export const Link = z.strictObject({
  /** `link-` and 40 hexadecimal digits, from the effect that mailed it and the recipient. */
  _id: z.string(),
  tokenHash: Hash,
  /** To whom it was mailed. */
  person: Id,
  /** What it is bound to: the item's stream, the step of its route, the approval round and the version to be read. */
  item: Id,
  step: Id,
  round: z.number().int().min(1),
  version: Hash,
  events: z.array(LinkEventType).max(LINK_EVENTS.length),
  /** 0 reads, 1 outside party with a mailed code, 2 signed-in session of the recipient or a recorded delegate. */
  level: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  expiresAt: z.date(),
  createdAt: z.date(),
  /** When and for what it was used; null until somebody has acted through it. */
  usedAt: z.date().nullable(),
  usedFor: LinkEventType.nullable(),
});
export type Link = z.infer<typeof Link>;
