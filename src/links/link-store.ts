/** The collection of mailed links. */
import type { Connection } from 'mongoose';
import { isDuplicateKey } from '#src/store/collections.ts';
import { Link, type LinkEventType } from './link.ts';
import { linkModel } from './models.ts';

export interface LinkStore {
  /** Stores a link that is new; one that is known keeps all it has, its use above all. Answers what is stored. */
  keep(link: Link): Promise<Link>;
  find(linkId: string): Promise<Link | undefined>;
  /** Records the first use; a later one changes nothing. */
  markUsed(linkId: string, event: LinkEventType, at: Date): Promise<void>;
}

/** @param connection the process's connection; the functions throw what the driver throws, ZodError on a malformed row */
export function createLinkStore(connection: Connection): LinkStore {
  const links = linkModel(connection);
  return {
    async keep(given) {
      const link = Link.parse(given);
      // Insert or else update, not an upsert: where two race, an upsert is not one act on every store.
      try {
        await links.insertOne(link);
        return link;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      // The token's hash alone follows: after a change of the server's key a resend carries the new token.
      const { _id, tokenHash } = link;
      const known = await links.findOneAndUpdate({ _id }, { $set: { tokenHash } }, { returnDocument: 'after' }).lean();
      return Link.parse(known);
    },
    async find(linkId) {
      const row = await links.findOne({ _id: linkId }).lean();
      return row === null ? undefined : Link.parse(row);
    },
    async markUsed(linkId, event, at) {
      await links.updateOne({ _id: linkId, usedAt: null }, { $set: { usedAt: at, usedFor: event } });
    },
  };
}
