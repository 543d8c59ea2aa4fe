/** Every action on a hearing, by its event. An event of the machine without a descriptor does not compile. */
import type { HearingContext } from '#machines/hearing/context.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { HearingTarget } from '#src/policies/hearing-policies.ts';
import { registryBy } from '#src/registry-by.ts';
import { type AvailableAction, availableActions } from '../available-actions.ts';
import type { HearingAction, HearingActionType, PartyAction, PartyActionType } from './hearing-action.ts';
import * as modules from './modules.gen.ts';
import * as partyModules from './party-modules.gen.ts';

/** What its officer and the secretariat do. */
export const hearingActions = registryBy('event', modules) satisfies {
  [Type in HearingActionType]: HearingAction<Type>;
};

/** What parties do. */
export const partyActions = registryBy('event', partyModules) satisfies {
  [Type in PartyActionType]: PartyAction<Type, never>;
};

/** What one actor may do with a hearing now, and by which rule not. */
export const availableOnHearing = (
  actor: Actor,
  state: MachineState<HearingContext>,
  target: HearingTarget,
): AvailableAction<HearingActionType>[] =>
  availableActions('hearing', state, Object.values<HearingAction>(hearingActions), { actor, target });
