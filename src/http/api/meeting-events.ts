/** What may be done to a meeting over the API, by the event's name. */
import { addPart } from '#src/commands/add-part.ts';
import { beginMeeting } from '#src/commands/begin-meeting.ts';
import { dispatchAgenda } from '#src/commands/dispatch-agenda.ts';
import { endMeeting } from '#src/commands/end-meeting.ts';
import { freezeAgenda } from '#src/commands/freeze-agenda.ts';
import { orderItems } from '#src/commands/order-items.ts';
import { recallProtocol } from '#src/commands/recall-protocol.ts';
import { recordAttendance } from '#src/commands/record-attendance.ts';
import { recordDecision } from '#src/commands/record-decision.ts';
import { refuseSignature } from '#src/commands/refuse-signature.ts';
import { requestSignatures } from '#src/commands/request-signatures.ts';
import { rescheduleMeeting } from '#src/commands/reschedule-meeting.ts';
import { reviewAgenda } from '#src/commands/review-agenda.ts';
import { signProtocol } from '#src/commands/sign-protocol.ts';
import { strikeItem } from '#src/commands/strike-item.ts';
import { takeUpItem } from '#src/commands/take-up-item.ts';
import { thawAgenda } from '#src/commands/thaw-agenda.ts';
import type { RunCommand } from './item-events.ts';

export const meetingEvents: Readonly<Record<string, RunCommand>> = {
  addPart,
  reschedule: rescheduleMeeting,
  review: reviewAgenda,
  takeUp: takeUpItem,
  order: orderItems,
  freeze: freezeAgenda,
  thaw: thawAgenda,
  dispatch: dispatchAgenda,
  begin: beginMeeting,
  recordAttendance,
  recordDecision,
  strike: strikeItem,
  end: endMeeting,
  requestSignatures,
  sign: signProtocol,
  refuse: refuseSignature,
  recallProtocol,
};
