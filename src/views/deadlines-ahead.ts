/** The deadlines that lie ahead, for one reader: what falls due, on what, and how the time was found. */
import type { HearingContext } from '#machines/hearing/context.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandParts } from '#src/commands/request.ts';
import { canWithMeeting } from '#src/policies/meeting-policies.ts';
import type { DeadlineRow } from '#src/store/collections.ts';
import { namesOf } from './item-titles.ts';
import { mayRead } from './readable-items.ts';

export interface DeadlineAhead extends Pick<DeadlineRow, '_id' | 'kind' | 'basis'> {
  /** ISO instant. */
  dueAt: string;
  on:
    | { kind: 'item' | 'hearing'; id: string; title: string }
    | { kind: 'meeting'; id: string; organ: string; date: string };
}

/** More than this many are not shown at once: the nearest are what matters. */
const LIMIT = 300;

/** @returns earliest first; only on what the reader may read, and for officers only on items of their own */
export async function deadlinesAhead(
  parts: Pick<CommandParts, 'collections' | 'contents'>,
  actor: Actor,
): Promise<DeadlineAhead[]> {
  const { deadlines, hearings, meetings, items } = parts.collections;
  const rows = await deadlines.find({ state: 'pending' }).sort({ dueAt: 1 }).limit(LIMIT).toArray();
  const streams = (kind: string) => [
    ...new Set(rows.map(({ stream }) => stream).filter((stream) => stream.startsWith(`${kind}-`))),
  ];
  const [hearingRows, meetingRows] = await Promise.all([
    hearings.find({ _id: { $in: streams('hearing') } }).toArray(),
    meetings.find({ _id: { $in: streams('meeting') } }).toArray(),
  ]);
  const itemOf = new Map(hearingRows.map(({ _id, context }) => [_id, (context as HearingContext).item]));
  const itemRows = await items.find({ _id: { $in: [...streams('item'), ...itemOf.values()] } }).toArray();
  const runsAll = actor.roles.includes('secretariat');
  const mine = itemRows.filter((row) => mayRead(actor, row) && (runsAll || row.context.owner === actor.person));
  const names = await namesOf(parts, mine);
  const readable = new Map(
    meetingRows
      .filter(({ state, context }) => canWithMeeting(actor, 'read-meeting', { state: { value: state, context } }).ok)
      .map((row) => [row._id, row]),
  );
  const about = (stream: string): DeadlineAhead['on'] | null => {
    const meeting = readable.get(stream);
    if (meeting) return { kind: 'meeting', id: stream, organ: meeting.organ, date: meeting.date };
    const title = names.get(itemOf.get(stream) ?? stream)?.title;
    return title === undefined ? null : { kind: stream.startsWith('hearing-') ? 'hearing' : 'item', id: stream, title };
  };
  return rows.flatMap(({ _id, kind, basis, dueAt, stream }) => {
    const on = about(stream);
    return on === null ? [] : [{ _id, kind, basis, dueAt: dueAt.toISOString(), on }];
  });
}
