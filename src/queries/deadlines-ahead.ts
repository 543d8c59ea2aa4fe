/** The deadlines of one reader: what falls due, on what, and how the time was found; and which did not come as they should. */

import { trusted } from 'mongoose';
import type { HearingContext } from '#machines/hearing/context.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { isShownToReaders, kindsShownToReaders } from '#src/deadlines/registry.ts';
import { isAuthor } from '#src/policies/item-policies.ts';
import { mayReadMeeting } from '#src/policies/meeting-policies.ts';
import { isAdmin, seesAllDeadlines } from '#src/policies/roles.ts';
import { idsOfStream } from '#src/store/deadlines.ts';
import { UNFINISHED } from '#src/store/item-filters.ts';
import type { DeadlineRow } from '#src/store/models/deadline.ts';
import { namesOf } from './item-titles.ts';
import { mayRead } from './readable-items.ts';
import { writtenBy } from './written-by.ts';

export interface KnownDeadline {
  row: DeadlineRow;
  on:
    | { kind: 'item' | 'hearing'; id: string; title: string }
    | { kind: 'meeting'; id: string; organ: string; date: string }
    /** An administrator sees that there is a deadline, and not on what. */
    | { kind: 'withheld'; id: string };
}

export interface Deadlines {
  /** Still to come, or due and not fired yet; soonest first. */
  pending: KnownDeadline[];
  /** Told late, or refused by a rule; latest first. */
  notable: KnownDeadline[];
}

type Parts = Pick<CommandDeps, 'collections' | 'contents'>;

/** More than this many are not shown at once: the nearest are what matters. */
const LIMIT = 200;
const NOTABLE_LIMIT = 30;
const CHUNK = 500;
/** An officer has not more items under way. */
const MOST_OWN = 1_000;
/** So many ranges of ids in one request. */
const STREAMS_AT_ONCE = 100;

/** Secretariat: everything; officers: their own items, and until when agendas must be sent; administrators: everything, closed items unnamed. */
export async function deadlinesAhead(deps: Parts, actor: Actor): Promise<Deadlines> {
  const { deadlines } = deps.collections;
  const [ahead, past] = await Promise.all([
    seesAllDeadlines(actor) ? deadlines.find(PENDING).sort({ dueAt: 1 }).limit(LIMIT).lean() : ownAhead(deps, actor),
    deadlines.find({ notable: true }).sort({ closedAt: -1 }).limit(CHUNK).lean(),
  ]);
  const [pending, notable] = await Promise.all([known(deps, actor, ahead), known(deps, actor, past)]);
  return { pending: pending.slice(0, LIMIT), notable: notable.slice(0, NOTABLE_LIMIT) };
}

const PENDING = { state: 'pending' } as const;

/** Those on what somebody writes, and those on meetings that concern everybody who may read the meeting, soonest first. */
async function ownAhead({ collections }: Parts, actor: Actor): Promise<DeadlineRow[]> {
  const { deadlines, items, hearings } = collections;
  const own = await items
    .find({ ...writtenBy(actor), ...UNFINISHED }, { _id: 1 })
    .limit(MOST_OWN)
    .lean();
  const ids = own.map(({ _id }) => _id);
  const heard = await hearings.find({ item: trusted({ $in: ids }) }, { _id: 1 }).lean();
  const streams = [...ids, ...heard.map(({ _id }) => _id)];
  const chunks = Array.from({ length: Math.ceil(streams.length / STREAMS_AT_ONCE) }, (_, n) =>
    streams.slice(n * STREAMS_AT_ONCE, (n + 1) * STREAMS_AT_ONCE),
  );
  const found = await Promise.all([
    deadlines
      .find({ ...PENDING, kind: trusted({ $in: kindsShownToReaders() }) })
      .sort({ dueAt: 1 })
      .limit(LIMIT)
      .lean(),
    ...chunks.map((chunk) =>
      deadlines.find({ ...PENDING, $or: chunk.map((stream) => ({ _id: idsOfStream(stream) })) }).lean(),
    ),
  ]);
  const once = new Map(found.flat().map((row) => [row._id, row]));
  return [...once.values()].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/** Those that concern the reader, each with what it is on. */
async function known(deps: Parts, actor: Actor, rows: readonly DeadlineRow[]): Promise<KnownDeadline[]> {
  const { hearings, meetings, items } = deps.collections;
  const of = (kind: string) => [
    ...new Set(rows.map(({ stream }) => stream).filter((stream) => stream.startsWith(`${kind}-`))),
  ];
  const [hearingRows, meetingRows] = await Promise.all([
    hearings.find({ _id: trusted({ $in: of('hearing') }) }).lean(),
    meetings.find({ _id: trusted({ $in: of('meeting') }) }).lean(),
  ]);
  const itemOf = new Map(hearingRows.map(({ _id, context }) => [_id, (context as HearingContext).item]));
  const itemRows = await items.find({ _id: trusted({ $in: [...of('item'), ...itemOf.values()] }) }).lean();
  const seesAll = seesAllDeadlines(actor);
  const mine = itemRows.filter((row) => mayRead(actor, row) && (seesAll || isAuthor(actor, row.context)));
  const names = await namesOf(deps, mine);
  const readable = new Map(
    meetingRows
      .filter(({ state, context }) => mayReadMeeting(actor, { state: { value: state, context } }).ok)
      .map((row) => [row._id, row]),
  );
  const about = ({ stream, kind }: DeadlineRow): KnownDeadline['on'] | null => {
    const meeting = readable.get(stream);
    if (meeting && (seesAll || isShownToReaders(kind)))
      return { kind: 'meeting', id: stream, organ: meeting.organ, date: meeting.date };
    const title = names.get(itemOf.get(stream) ?? stream)?.title;
    if (title !== undefined) return { kind: stream.startsWith('hearing-') ? 'hearing' : 'item', id: stream, title };
    return isAdmin(actor) ? { kind: 'withheld', id: stream } : null;
  };
  return rows.flatMap((row) => {
    const on = about(row);
    return on === null ? [] : [{ row, on }];
  });
}
