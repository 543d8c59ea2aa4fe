/** The deadlines of one reader: what falls due, on what, and how the time was found; and which did not come as they should. */

import { trusted } from 'mongoose';
import type { HearingContext } from '#machines/hearing/context.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { isShownToReaders } from '#src/deadlines/registry.ts';
import { isAuthor } from '#src/policies/item-policies.ts';
import { mayReadMeeting } from '#src/policies/meeting-policies.ts';
import { isAdmin, seesAllDeadlines } from '#src/policies/roles.ts';
import type { DeadlineRow } from '#src/store/models/deadline.ts';
import { namesOf } from './item-titles.ts';
import { mayRead } from './readable-items.ts';

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
/** So far is looked for deadlines that concern the reader. */
const FARTHEST = 10_000;

/** Secretariat: everything; officers: their own items, and until when agendas must be sent; administrators: everything, closed items unnamed. */
export async function deadlinesAhead(deps: Parts, actor: Actor): Promise<Deadlines> {
  const { deadlines } = deps.collections;
  const pending: KnownDeadline[] = [];
  for (let skip = 0; skip < FARTHEST && pending.length < LIMIT; skip += CHUNK) {
    const rows = await deadlines.find({ state: 'pending' }).sort({ dueAt: 1 }).skip(skip).limit(CHUNK).lean();
    pending.push(...(await known(deps, actor, rows)));
    if (rows.length < CHUNK) break;
  }
  const past = await deadlines.find({ notable: true }).sort({ closedAt: -1 }).limit(CHUNK).lean();
  return {
    pending: pending.slice(0, LIMIT),
    notable: (await known(deps, actor, past)).slice(0, NOTABLE_LIMIT),
  };
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
