/** Every action on a hearing, by its event. An event of the machine without a descriptor does not compile. */
import type { HearingContext } from '#machines/hearing/context.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { HearingTarget } from '#src/policies/hearing-policies.ts';
import { type AvailableAction, availableActions } from '../available-actions.ts';
import { answerHearing } from './answer.ts';
import { cancelHearing } from './cancel.ts';
import { concludeHearing } from './conclude.ts';
import { declineHearing } from './decline.ts';
import { extendHearing } from './extend.ts';
import type { HearingAction, HearingActionType, PartyAction, PartyActionType } from './hearing-action.ts';
import { inviteParties } from './invite.ts';
import { scheduleHearing } from './schedule.ts';
import { uninviteParty } from './uninvite.ts';

/** What its officer and the secretariat do. */
export const hearingActions = {
  invite: inviteParties,
  uninvite: uninviteParty,
  schedule: scheduleHearing,
  extend: extendHearing,
  conclude: concludeHearing,
  cancel: cancelHearing,
} as const satisfies { [Type in HearingActionType]: HearingAction<Type> };

/** What parties do. */
export const partyActions = {
  answer: answerHearing,
  decline: declineHearing,
} as const satisfies { [Type in PartyActionType]: PartyAction<Type, never> };

/** What one actor may do with a hearing now, and by which rule not. */
export const availableOnHearing = (
  actor: Actor,
  state: MachineState<HearingContext>,
  target: HearingTarget,
): AvailableAction<HearingActionType>[] =>
  availableActions('hearing', state, Object.values<HearingAction>(hearingActions), { actor, target });
