/** The collection of mailed links. */
import type { Connection } from 'mongoose';
import { driverOf } from '#src/model.ts';
import { batched } from '#src/store/batched.ts';
import { ignoreDuplicates } from '#src/store/collections.ts';
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
  // The driver's own insert, which says by its place which link was there already. They are checked as they are given.
  const insertIfNew = batched(async (rows: readonly Link[]) => {
    const known = await ignoreDuplicates(driverOf(links).insertMany([...rows], { ordered: false }));
    return rows.map((_, place) => !known.has(place));
  });
  return {
    async keep(given) {
      const link = Link.parse(given);
      // Insert or else update, not an upsert: where two race, an upsert is not one act on every store.
      if (await insertIfNew(link)) return link;
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
