/** To the members of the organ: the agenda, or one that supplements it, can be read. */
import { z } from 'zod';
import { AGENDA, itemsOfPart } from '#machines/meeting/context.ts';
import { packetKey } from '#machines/meeting/packets.ts';
import { pointed } from '#src/calendar/danish-dates.ts';
import { aboutMeeting, calledOff, meetingMail, meetingProps } from '../about-meeting.ts';
import { Count, Line, Lines } from '../fields.ts';
import { membersOf } from '../recipients.ts';

export const agendaDispatched = meetingMail({
  /** `lateReason` is empty where the agenda was sent in time; `packet`: agenda and bilag can be opened as one file already. */
  props: aboutMeeting({
    startsAt: Line,
    place: Line.nullable(),
    count: Count,
    supplement: z.boolean(),
    lateReason: Lines,
    packet: z.boolean(),
  }),
  outdated: calledOff,
  to: ({ directory, context: { organ, date } }) => membersOf(directory, organ, date),
  // An organ whose members are only names in print has nobody to write to.
  nobody: { void: 'no-members' },
  async says(subject) {
    const { deps, about, context } = subject;
    const hash = context.parts.find(({ id }) => id === about.part)?.lateReason;
    const supplement = about.part === AGENDA ? null : (about.part ?? null);
    const more = {
      startsAt: pointed(context.startsAt),
      place: context.place,
      count: itemsOfPart(context, about.part ?? '').filter(({ struck }) => !struck).length,
      supplement: about.part !== AGENDA,
      packet: context.packets?.[packetKey({ supplement, variant: 'members' })] !== undefined,
      lateReason: hash ? ((await deps.reader.reason(hash)) ?? '') : '',
    };
    return (person) => ({ ...meetingProps(subject, person), ...more });
  },
});
