/**
 * The rows of the packets' editions. A meeting, scope and variant has editions 1, 2, 3 …, and the number is part of the row's id: of
 * two who want the next one at the same time one inserts it and the other finds it there and joins. So a document has one edition,
 * however many ask for it.
 */
import { trusted } from 'mongoose';
import { type PacketEdition, PacketVariant, packetScope } from '#machines/meeting/packets.ts';
import { claimable } from './claim.ts';
import { type Collections, isDuplicateKey } from './collections.ts';
import type { Edition } from './models/edition.ts';
import { wantedNow } from './work.ts';

type Rows = Pick<Collections, 'editions'>;

/** What there are editions of. @property scope as in the row */
export interface EditionOf {
  meeting: string;
  scope: string;
  variant: string;
}
/** What an edition is to hold. */
export type EditionContent = Pick<Edition, 'document' | 'recipe' | 'bilag' | 'asOf'>;

/** What the ids of a packet's editions begin with; the edition's number follows. */
export const prefixOf = ({ meeting, scope, variant }: EditionOf): string => `${meeting}.${scope}.${variant}.`;
export const editionId = (of: EditionOf, edition: number): string => `${prefixOf(of)}${edition}`;

/** The editions of a packet, newest first; a few, because only what was called off or has failed is looked past. */
export async function newestEditions({ editions }: Rows, of: EditionOf, limit = 20): Promise<Edition[]> {
  const prefix = prefixOf(of);
  // "/" follows ".": a range of the primary key. Numbers do not sort as text, so they are sorted by themselves.
  const range = trusted({ $gte: prefix, $lt: `${prefix.slice(0, -1)}/` });
  return editions.find({ _id: range }).sort({ edition: -1 }).limit(limit).lean().exec();
}

/**
 * The editions that are ready to be sent with a part of the agenda as it stands.
 * @param supplement null for the agenda itself, and with it all that has been sent
 * @param seq the number of the meeting's last transition: what has happened since an edition was compared with it may have changed it
 */
export async function readyToSend(
  rows: Rows,
  meeting: string,
  supplement: string | null,
  seq: number,
): Promise<PacketEdition[]> {
  const found = PacketVariant.options.map(async (variant) => {
    const newest = await newestReady(rows, { meeting, supplement, variant, seq });
    if (newest === null || newest.manifest === null) return [];
    return [{ supplement, variant, edition: newest.edition, manifest: newest.manifest }];
  });
  return (await Promise.all(found)).flat();
}

/** The newest edition of one of them, or null where it does not say what the meeting says now. */
export async function newestReady(
  rows: Rows,
  { supplement, seq, ...of }: { meeting: string; supplement: string | null; variant: string; seq: number },
): Promise<Edition | null> {
  const [newest] = await newestEditions(rows, { ...of, scope: packetScope(supplement) }, 1);
  return newest?.state === 'done' && newest.asOf === seq ? newest : null;
}

/** All editions of a meeting, the newest first of each scope and variant. */
export const editionsOf = ({ editions }: Rows, meeting: string): Promise<Edition[]> =>
  editions
    .find({ _id: trusted({ $gte: `${meeting}.`, $lt: `${meeting}/` }) })
    .sort({ edition: -1 })
    .lean()
    .exec();

const MOST_TRIES = 20;

interface Request {
  /** Who asks; null where it follows from what happened. Only people start again what was called off or has failed. */
  by: string | null;
  /** Not begun before so many milliseconds have passed, so that what changes meanwhile is built along. */
  restMs: number;
  /** Whether a bilag that had no place in a built edition could have one now. */
  hasMore(edition: Edition): Promise<boolean>;
}

/**
 * Asks for the edition with this content.
 * @returns the one that has it, built or on its way: of many who ask, all get the same. Where the newest has not been begun, it gets
 *   the new content; otherwise the next number has it
 * @throws what the store throws
 */
export async function requestEdition(
  { editions }: Rows,
  of: EditionOf,
  content: EditionContent,
  { by, restMs, hasMore }: Request,
): Promise<Edition> {
  const isSame = ({ document, recipe }: Edition) => document === content.document && recipe === content.recipe;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const rows = await newestEditions({ editions }, of);
    const [newest] = rows;
    const standing = rows.find((row) => isSame(row) || row.state === 'wanted' || row.state === 'done');
    if (standing && isSame(standing) && !(standing.state === 'done' && (await hasMore(standing)))) {
      const joined = await join({ editions }, standing, content.asOf, by);
      if (joined !== null) return joined;
      continue;
    }
    if (newest && newest === standing && newest.state === 'wanted') {
      const replaced = await replaceContent({ editions }, newest, content);
      if (replaced !== null) return replaced;
      if ((await editions.findOne({ _id: newest._id }).lean())?.document !== newest.document) continue;
    }
    const availableAt = new Date(Date.now() + restMs);
    const next = { ...of, edition: (newest?.edition ?? 0) + 1, ...content, askedBy: by, availableAt };
    const inserted = await insertNext({ editions }, next);
    if (inserted !== null) return inserted;
  }
  throw new Error(`too many ask for ${prefixOf(of)}`);
}

/** @returns null where the row is no longer what it was */
function join({ editions }: Rows, row: Edition, asOf: number, by: string | null): Promise<Edition | null> {
  const again = by !== null && (row.state === 'dropped' || row.state === 'failed');
  return editions
    .findOneAndUpdate(
      { _id: row._id, state: row.state, document: row.document },
      { $max: { asOf }, ...(again ? { $set: { ...wantedNow(), progress: null, askedBy: by } } : {}) },
      { returnDocument: 'after' },
    )
    .lean()
    .exec();
}

/** @returns null where somebody has begun it, or has been quicker */
const replaceContent = ({ editions }: Rows, { _id, document }: Edition, content: EditionContent) =>
  editions
    .findOneAndUpdate(
      { _id, state: 'wanted', document, ...claimable() },
      { $set: { ...content } },
      { returnDocument: 'after' },
    )
    .lean()
    .exec();

type Next = EditionOf & EditionContent & Pick<Edition, 'edition' | 'askedBy' | 'availableAt'>;

/** @returns null where that number is taken */
async function insertNext({ editions }: Rows, { availableAt, ...next }: Next): Promise<Edition | null> {
  const row: Edition = {
    _id: editionId(next, next.edition),
    ...next,
    progress: null,
    tookMs: null,
    missing: [],
    changes: [],
    manifest: null,
    file: null,
    size: null,
    pages: null,
    ...wantedNow(),
    availableAt,
  };
  try {
    await editions.insertOne(row);
    return row;
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

/** Calls an edition off that is not built; whoever is at it finds that nobody wants it. @returns whether there was one */
export async function dropEdition({ editions }: Rows, _id: string): Promise<boolean> {
  const { matchedCount } = await editions.updateOne(
    { _id, state: 'wanted' },
    { $set: { state: 'dropped', step: null, progress: null, endedAt: new Date() } },
  );
  return matchedCount === 1;
}

/** Notes how far an edition has come. */
export const noteProgress = (
  { editions }: Rows,
  { _id, claimedBy }: Pick<Edition, '_id' | 'claimedBy'>,
  progress: Edition['progress'],
): Promise<unknown> => editions.updateOne({ _id, state: 'wanted', claimedBy }, { $set: { progress } }).exec();
