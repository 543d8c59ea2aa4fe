/** Every action on a meeting, by its event. An event of the machine without a descriptor does not compile. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { registryBy } from '#src/registry-by.ts';
import { type AvailableAction, availableActions } from '../available-actions.ts';
import type { MeetingAction, MeetingActionType } from './meeting-action.ts';
import * as modules from './modules.gen.ts';

export const meetingActions = registryBy('event', modules) satisfies {
  [Type in MeetingActionType]: MeetingAction<Type>;
};

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
