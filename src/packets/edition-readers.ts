/** Who has opened or downloaded which edition of a meeting's packets, as it was noted when they did. */
import type { Collections } from '#src/store/collections.ts';

export interface EditionReader {
  person: string;
  /** ISO instants by the service's clock. */
  first: string;
  last: string;
  /** How often: a file, the web page and the ZIP alike. */
  times: number;
  /** How many of those times their name stood on it. */
  stamped: number;
}

type Rows = { collections: Pick<Collections, 'packetReads'> };

/** @returns the readers of each edition that has any, by the edition's row; who came last first */
export async function readersOfMeeting(
  { collections: { packetReads } }: Rows,
  meeting: string,
): Promise<Map<string, EditionReader[]>> {
  const found = await packetReads
    .aggregate<{ _id: { edition: string; person: string } } & Omit<EditionReader, 'person'>>([
      { $match: { meeting, person: { $ne: null } } },
      {
        $group: {
          _id: { edition: '$edition', person: '$person' },
          first: { $min: '$at' },
          last: { $max: '$at' },
          times: { $sum: 1 },
          stamped: { $sum: { $cond: ['$stamped', 1, 0] } },
        },
      },
      { $sort: { last: -1 } },
    ])
    .exec();
  const readers = new Map<string, EditionReader[]>();
  for (const { _id, ...times } of found) {
    const { edition, person } = _id;
    readers.set(edition, [...(readers.get(edition) ?? []), { person, ...times }]);
  }
  return readers;
}
