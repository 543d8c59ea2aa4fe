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

type Deps = Pick<CommandDeps, 'collections'>;

/** @throws as `meetingFor` */
export async function readableMeeting(deps: Deps, actor: Actor, meeting: string): Promise<ReadableMeeting> {
  const read = await meetingFor(deps, actor, meeting);
  return { ...read, rows: await rowsOnAgenda(deps, read.state.context) };
}

/**
 * Reads from the meeting's stream and not from its row: who runs a meeting sees what is committed.
 * @throws Refusal 404 for an unknown meeting, 403 `not-for-your-eyes`
 */
export async function meetingFor(
  { collections }: Deps,
  actor: Actor,
  meeting: string,
): Promise<Omit<ReadableMeeting, 'rows'>> {
  const { records: history, head } = await historyOf(collections, 'meeting', meeting);
  const { state, seq } = head;
  authorize(mayReadMeeting(actor, { state }));
  const sent = sentToMembers(state.context, actor);
  return { state, history, seq, mayReadItem: (row) => sent.has(row._id) || mayRead(actor, row) };
}

export const rowsOnAgenda = ({ collections }: Deps, { items }: MeetingContext): Promise<ItemRow[]> =>
  collections.items
    .find({ _id: trusted({ $in: items.map(({ item }) => item) }) })
    .lean()
    .exec();

/** What this meeting has sent to its members is theirs to read, also before each item has received it. */
function sentToMembers({ organ, parts, items }: MeetingContext, actor: Actor): Set<string> {
  if (!actor.organs.includes(organ)) return new Set();
  const dispatched = new Set(parts.filter(({ phase }) => phase === 'dispatched').map(({ id }) => id));
  return new Set(items.filter(({ part }) => dispatched.has(part)).map(({ item }) => item));
}
