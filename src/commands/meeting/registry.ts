/** Every action on a meeting, by its event. An event of the machine without a descriptor does not compile. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { type AvailableAction, availableActions } from '../available-actions.ts';
import { addPart } from './add-part.ts';
import { beginMeeting } from './begin.ts';
import { dispatchAgenda } from './dispatch.ts';
import { endMeeting } from './end.ts';
import { freezeAgenda } from './freeze.ts';
import type { MeetingAction, MeetingActionType } from './meeting-action.ts';
import { orderItems } from './order.ts';
import { recallProtocol } from './recall-protocol.ts';
import { recordAttendance } from './record-attendance.ts';
import { recordDecision } from './record-decision.ts';
import { refuseSignature } from './refuse.ts';
import { requestSignatures } from './request-signatures.ts';
import { rescheduleMeeting } from './reschedule.ts';
import { reviewAgenda } from './review.ts';
import { signProtocol } from './sign.ts';
import { strikeItem } from './strike.ts';
import { takeUpItem } from './take-up.ts';
import { thawAgenda } from './thaw.ts';

export const meetingActions = {
  reschedule: rescheduleMeeting,
  addPart,
  review: reviewAgenda,
  order: orderItems,
  freeze: freezeAgenda,
  thaw: thawAgenda,
  dispatch: dispatchAgenda,
  begin: beginMeeting,
  recordAttendance,
  takeUp: takeUpItem,
  recordDecision,
  strike: strikeItem,
  end: endMeeting,
  requestSignatures,
  sign: signProtocol,
  refuse: refuseSignature,
  recallProtocol,
} as const satisfies { [Type in MeetingActionType]: MeetingAction<Type> };

/**
 * What one actor may do with a meeting now, and by which rule not.
 * @param part asked about alone; without it an action is allowed where any part allows it
 */
export const availableOnMeeting = (
  actor: Actor,
  state: MachineState<MeetingContext>,
  part?: string,
): AvailableAction<MeetingActionType>[] =>
  availableActions('meeting', state, Object.values<MeetingAction>(meetingActions), {
    actor,
    target: { state },
    ...(part === undefined ? {} : { part }),
  });
