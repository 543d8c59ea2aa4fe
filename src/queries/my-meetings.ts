/** A member's own meetings: protocols to sign, what is coming, what has been. */

import { trusted } from 'mongoose';
import { statesWith } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { mayReadMeeting } from '#src/policies/meeting-policies.ts';
import type { MeetingRow } from '#src/store/projections.ts';
import { awaitsSignatureOf, type MeetingTask, meetingTask } from './my-tasks.ts';

export interface MyMeeting extends MeetingTask {
  place: string | null;
  /** Whether the agenda, and with it the meeting's page, is there to be read. */
  isReadable: boolean;
  /** The member's own answer to the protocol; undefined where they were not asked. */
  myAnswer: 'signed' | 'reserved' | 'refused' | null | undefined;
}

export interface MyMeetings {
  toSign: MyMeeting[];
  /** Planned or in session, earliest first. */
  coming: MyMeeting[];
  /** Ended or cancelled, latest first. */
  past: MyMeeting[];
}

const LIMIT = 100;

/** Meetings of the organs that the actor is a member of today, and protocols that wait for the actor's signature. */
export async function myMeetings(
  { collections: { meetings } }: Pick<CommandDeps, 'collections'>,
  actor: Actor,
): Promise<MyMeetings> {
  const organ = trusted({ $in: [...actor.organs] });
  const [toSign, coming, past] = await Promise.all([
    // Also of an organ that they have left: who took part signs.
    meetings.find(awaitsSignatureOf(actor.person)).sort({ date: 1 }).limit(LIMIT).lean(),
    meetings
      .find({ organ, state: trusted({ $nin: statesWith('meeting', 'past') }) })
      .sort({ date: 1 })
      .limit(LIMIT)
      .lean(),
    meetings
      .find({ organ, state: trusted({ $in: statesWith('meeting', 'past') }) })
      .sort({ date: -1 })
      .limit(LIMIT)
      .lean(),
  ]);
  const mine = (row: MeetingRow): MyMeeting => ({
    ...meetingTask(row),
    place: row.context.place,
    isReadable: mayReadMeeting(actor, { state: { value: row.state, context: row.context } }).ok,
    myAnswer: row.context.signatures.signers.find(({ person }) => person === actor.person)?.answer,
  });
  return { toSign: toSign.map(mine), coming: coming.map(mine), past: past.map(mine) };
}
