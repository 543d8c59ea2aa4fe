/** Deadlines of one item, meeting or hearing, for its page. */
import { trusted } from 'mongoose';
import type { Collections } from '#src/store/collections.ts';
import { DROPPED, idsOfStream } from '#src/store/deadlines.ts';
import type { DeadlineRow } from '#src/store/models/deadline.ts';

/**
 * Whoever asks has to have looked first whether the reader may see the stream.
 * @returns earliest first; those that ceased to matter before they were due are left out
 */
export const deadlinesOf = (
  { collections: { deadlines } }: { collections: Pick<Collections, 'deadlines'> },
  stream: string,
): Promise<DeadlineRow[]> =>
  deadlines
    .find({ _id: idsOfStream(stream), stream, note: trusted({ $ne: DROPPED }) })
    .sort({ dueAt: 1, _id: 1 })
    .lean()
    .exec();
