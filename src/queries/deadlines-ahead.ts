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
/** So many of their own items are looked at; an officer has not more under way. */
const MOST_OWN = 1_000;
/** So many ranges of ids in one request. */
const STREAMS_AT_ONCE = 100;

/** Secretariat: everything; officers: their own items, and until when agendas must be sent; administrators: everything, closed items unnamed. */
export async function deadlinesAhead(deps: Parts, actor: Actor): Promise<Deadlines> {
  const [pending, notable] = await Promise.all([
    nearest(deps, actor, { filter: { state: 'pending' }, items: UNFINISHED, by: 'dueAt', direction: 1, limit: LIMIT }),
    nearest(deps, actor, { filter: { notable: true }, items: {}, by: 'closedAt', direction: -1, limit: NOTABLE_LIMIT }),
  ]);
  return { pending, notable };
}

interface Wanted {
  filter: { state: 'pending' } | { notable: true };
  /** Which of the reader's own items are looked at. */
  items: object;
  by: 'dueAt' | 'closedAt';
  direction: 1 | -1;
  limit: number;
}

/** The first so many of those that concern the reader: only these are read from the store. */
async function nearest(deps: Parts, actor: Actor, wanted: Wanted): Promise<KnownDeadline[]> {
  const { filter, by, direction, limit } = wanted;
  const first = (more: object) =>
    deps.collections.deadlines
      .find({ ...filter, ...more })
      .sort({ [by]: direction })
      .limit(limit)
      .lean();
  if (seesAllDeadlines(actor)) return known(deps, actor, await first({}));
  const chunks = chunked(await ownStreams(deps, actor, wanted.items), STREAMS_AT_ONCE);
  const found = await Promise.all([
    first({ kind: trusted({ $in: kindsShownToReaders() }) }),
    ...chunks.map((chunk) => first({ $or: chunk.map((stream) => ({ _id: idsOfStream(stream) })) })),
  ]);
  const once = new Map(found.flat().map((row) => [row._id, row]));
  const at = (row: DeadlineRow) => row[by]?.getTime() ?? 0;
  const rows = [...once.values()].sort((a, b) => direction * (at(a) - at(b)));
  return (await known(deps, actor, rows)).slice(0, limit);
}

/** The items that somebody writes, those that changed last, and their hearings. */
async function ownStreams({ collections }: Parts, actor: Actor, which: object): Promise<string[]> {
  const own = await collections.items
    .find({ ...writtenBy(actor), ...which }, { _id: 1 })
    .sort({ at: -1 })
    .limit(MOST_OWN)
    .lean();
  const ids = own.map(({ _id }) => _id);
  const heard = await collections.hearings.find({ item: trusted({ $in: ids }) }, { _id: 1 }).lean();
  return [...ids, ...heard.map(({ _id }) => _id)];
}

const chunked = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size));

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
