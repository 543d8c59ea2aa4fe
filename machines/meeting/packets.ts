/** The packets that a meeting's members and the public were sent: its stream names each edition's manifest, so it proves what was sent. */
import { z } from 'zod';
import { Hash, Id } from '../primitives.ts';

export const PacketVariant = z.enum(['members', 'public']);

/** An edition of a packet that is ready. */
export const PacketEdition = z.strictObject({
  /** The supplement that it holds by itself; null where it holds all that has been sent. */
  supplement: Id.nullable(),
  variant: PacketVariant,
  /** Counts the editions of one supplement, or of the whole, in one variant. */
  edition: z.number().int().min(1),
  /** Names the manifest, which names every byte that went in and the file that came out. */
  manifest: Hash,
});
export type PacketEdition = z.infer<typeof PacketEdition>;

/** A packet that was not ready when its part was dispatched has become ready, or there is a new edition of one that was. */
export const PacketBuilt = z.strictObject({ type: z.literal('packetBuilt'), ...PacketEdition.shape });
export type PacketBuilt = z.infer<typeof PacketBuilt>;

/** The newest edition of each packet that may be read, by `packetKey`. */
export type PacketsSent = Record<string, number>;

export const packetKey = ({ supplement, variant }: Pick<PacketEdition, 'supplement' | 'variant'>): string =>
  supplement === null ? variant : `${variant}-${supplement}`;

/** What the editions of such a packet are kept under. */
export const packetScope = (supplement: string | null): string => (supplement === null ? 'all' : `part-${supplement}`);

/** With editions that have become ready; one that is not newer than what was there changes nothing. */
export const withPackets = (sent: PacketsSent | undefined, editions: readonly PacketEdition[]): PacketsSent => {
  const next = { ...sent };
  for (const each of editions) next[packetKey(each)] = Math.max(next[packetKey(each)] ?? 0, each.edition);
  return next;
};
