/** What of a meeting's items a reader may read: the same for its page, its papers and the API. */

import { trusted } from 'mongoose';
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { mayReadMeeting } from '#src/policies/meeting-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import type { ItemRow } from '#src/store/projections.ts';
import { historyOf } from '#src/store/read-stream.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import { mayRead } from './readable-items.ts';

export interface ReadableMeeting {
  state: MachineState<MeetingContext>;
  /** Every transition, first to last; `seq` is the last one's. */
  history: TransitionRecord[];
  seq: number;
  /** The rows of the items on its agenda. */
  rows: ItemRow[];
  /** Whether the reader may read an item, on this agenda or another. */
  mayReadItem(row: ItemRow): boolean;
}

/**
 * Reads from the meeting's stream and not from its row: who runs a meeting sees what is committed.
 * @throws Refusal 404 for an unknown meeting, 403 `not-for-your-eyes`
 */
export async function readableMeeting(
  { collections }: Pick<CommandDeps, 'collections'>,
  actor: Actor,
  meeting: string,
): Promise<ReadableMeeting> {
  const { records: history, head } = await historyOf(collections, 'meeting', meeting);
  const { state, seq } = head;
  authorize(mayReadMeeting(actor, { state }));
  const ids = state.context.items.map(({ item }) => item);
  const rows = await collections.items.find({ _id: trusted({ $in: ids }) }).lean();
  const sent = sentToMembers(state.context, actor);
  return { state, history, seq, rows, mayReadItem: (row) => sent.has(row._id) || mayRead(actor, row) };
}

/** What this meeting has sent to its members is theirs to read, also before each item has received it. */
function sentToMembers({ organ, parts, items }: MeetingContext, actor: Actor): Set<string> {
  if (!actor.organs.includes(organ)) return new Set();
  const dispatched = new Set(parts.filter(({ phase }) => phase === 'dispatched').map(({ id }) => id));
  return new Set(items.filter(({ part }) => dispatched.has(part)).map(({ item }) => item));
}
