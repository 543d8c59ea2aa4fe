/** Every action on an agenda item, by its event. An event of the machine without a descriptor does not compile. */
import type { Actor } from '#src/auth/actor.ts';
import type { ItemTarget } from '#src/policies/item-policies.ts';
import { registryBy } from '#src/registry-by.ts';
import { type AvailableAction, availableActions } from '../available-actions.ts';
import type { ItemAction, ItemActionType } from './item-action.ts';
import * as modules from './modules.gen.ts';

export const itemActions = registryBy('event', modules) satisfies { [Type in ItemActionType]: ItemAction<Type> };

/** What one actor may do with an item now, and by which rule not. */
export const availableOnItem = (actor: Actor, target: ItemTarget): AvailableAction<ItemActionType>[] =>
  availableActions('agenda-item', target.state, Object.values<ItemAction>(itemActions), { actor, target });
