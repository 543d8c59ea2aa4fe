/** Meetings a person may see, those still to come first. */

import { hasTag } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { type MeetingTask, meetingTask } from './my-tasks.ts';
import { readableBy } from './readable-items.ts';

export interface MeetingList {
  /** Neither ended nor cancelled, earliest date first. */
  coming: MeetingTask[];
  /** Ended or cancelled, latest date first. */
  past: MeetingTask[];
}

const LIMIT = 300;

/** @param organ only meetings of this organ; undefined for all */
export async function meetingList(
  { collections }: Pick<CommandDeps, 'collections'>,
  actor: Actor,
  organ: string | undefined,
): Promise<MeetingList> {
  const rows = await collections.meetings
    .find({ ...readableBy(actor), ...(organ === undefined ? {} : { organ }) })
    .sort({ date: -1, _id: -1 })
    .limit(LIMIT)
    .lean();
  const tasks = rows.map(meetingTask);
  const isPast = ({ state }: MeetingTask) => hasTag('meeting', state, 'past');
  return { coming: tasks.filter((task) => !isPast(task)).reverse(), past: tasks.filter(isPast) };
}
