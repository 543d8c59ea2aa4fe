/** What may be done to a meeting over the API, by the event's name. */

import type { ApiEvent } from '#src/commands/action.ts';
import { AddPartInput, addPart } from '#src/commands/meeting/add-part.ts';
import { BeginMeetingInput, beginMeeting } from '#src/commands/meeting/begin.ts';
import { DispatchAgendaInput, dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { EndMeetingInput, endMeeting } from '#src/commands/meeting/end.ts';
import { FreezeAgendaInput, freezeAgenda } from '#src/commands/meeting/freeze.ts';
import { OrderItemsInput, orderItems } from '#src/commands/meeting/order.ts';
import { RecallProtocolInput, recallProtocol } from '#src/commands/meeting/recall-protocol.ts';
import { RecordAttendanceInput, recordAttendance } from '#src/commands/meeting/record-attendance.ts';
import { RecordDecisionInput, recordDecision } from '#src/commands/meeting/record-decision.ts';
import { RefuseSignatureInput, refuseSignature } from '#src/commands/meeting/refuse.ts';
import { RequestSignaturesInput, requestSignatures } from '#src/commands/meeting/request-signatures.ts';
import { RescheduleMeetingInput, rescheduleMeeting } from '#src/commands/meeting/reschedule.ts';
import { ReviewAgendaInput, reviewAgenda } from '#src/commands/meeting/review.ts';
import { SignProtocolInput, signProtocol } from '#src/commands/meeting/sign.ts';
import { StrikeItemInput, strikeItem } from '#src/commands/meeting/strike.ts';
import { TakeUpItemInput, takeUpItem } from '#src/commands/meeting/take-up.ts';
import { ThawAgendaInput, thawAgenda } from '#src/commands/meeting/thaw.ts';

export const meetingEvents: Readonly<Record<string, ApiEvent>> = {
  addPart: { run: addPart, input: AddPartInput },
  reschedule: { run: rescheduleMeeting, input: RescheduleMeetingInput },
  review: { run: reviewAgenda, input: ReviewAgendaInput },
  takeUp: { run: takeUpItem, input: TakeUpItemInput },
  order: { run: orderItems, input: OrderItemsInput },
  freeze: { run: freezeAgenda, input: FreezeAgendaInput },
  thaw: { run: thawAgenda, input: ThawAgendaInput },
  dispatch: { run: dispatchAgenda, input: DispatchAgendaInput },
  begin: { run: beginMeeting, input: BeginMeetingInput },
  recordAttendance: { run: recordAttendance, input: RecordAttendanceInput },
  recordDecision: { run: recordDecision, input: RecordDecisionInput, isTextual: true },
  strike: { run: strikeItem, input: StrikeItemInput },
  end: { run: endMeeting, input: EndMeetingInput },
  requestSignatures: { run: requestSignatures, input: RequestSignaturesInput },
  sign: { run: signProtocol, input: SignProtocolInput },
  refuse: { run: refuseSignature, input: RefuseSignatureInput },
  recallProtocol: { run: recallProtocol, input: RecallProtocolInput },
};
