/** To the members of the organ: the packet, which was not ready when its agenda was dispatched, can be opened now. */
import { z } from 'zod';
import { AGENDA } from '#machines/meeting/context.ts';
import { hasTag } from '#machines/states.ts';
import { aboutMeeting, calledOff, meetingMail, meetingProps } from '../about-meeting.ts';
import { membersOf } from '../recipients.ts';

export const packetReady = meetingMail({
  props: aboutMeeting({ supplement: z.boolean() }),
  outdated: (subject) => calledOff(subject) ?? (hasTag('meeting', subject.state, 'over') ? 'meeting-over' : null),
  to: ({ directory, context: { organ, date } }) => membersOf(directory, organ, date),
  nobody: { void: 'no-members' },
  says: (subject) => (person) => ({ ...meetingProps(subject, person), supplement: subject.about.part !== AGENDA }),
});
