/** What may be done to a meeting over the API, by the event's name. */
import { addPart } from '#src/commands/add-part.ts';
import { beginMeeting } from '#src/commands/begin-meeting.ts';
import { dispatchAgenda } from '#src/commands/dispatch-agenda.ts';
import { endMeeting } from '#src/commands/end-meeting.ts';
import { freezeAgenda } from '#src/commands/freeze-agenda.ts';
import { orderItems } from '#src/commands/order-items.ts';
import { recordAttendance } from '#src/commands/record-attendance.ts';
import { recordDecision } from '#src/commands/record-decision.ts';
import { strikeItem } from '#src/commands/strike-item.ts';
import { thawAgenda } from '#src/commands/thaw-agenda.ts';
import type { RunCommand } from './item-events.ts';

export const meetingEvents: Readonly<Record<string, RunCommand>> = {
  addPart,
  order: orderItems,
  freeze: freezeAgenda,
  thaw: thawAgenda,
  dispatch: dispatchAgenda,
  begin: beginMeeting,
  recordAttendance,
  recordDecision,
  strike: strikeItem,
  end: endMeeting,
};
