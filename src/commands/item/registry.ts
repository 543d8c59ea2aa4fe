/** Every action on an agenda item, by its event. An event of the machine without a descriptor does not compile. */
import type { Actor } from '#src/auth/actor.ts';
import type { ItemTarget } from '#src/policies/item-policies.ts';
import { type AvailableAction, availableActions } from '../available-actions.ts';
import { amendItem } from './amend.ts';
import { approveItem } from './approve.ts';
import { askOfficer } from './ask.ts';
import { assignOrgan } from './assign-organ.ts';
import { changeRoute } from './change-route.ts';
import { commentOnItem } from './comment.ts';
import { correctItem } from './correct.ts';
import { extendRoute } from './extend-route.ts';
import type { ItemAction, ItemActionType } from './item-action.ts';
import { listItem } from './list.ts';
import { recallItem } from './recall.ts';
import { regretApproval } from './regret.ts';
import { reopenItem } from './reopen.ts';
import { replyToQuestion } from './reply.ts';
import { returnItem } from './return.ts';
import { skipStep } from './skip.ts';
import { submitItem } from './submit.ts';
import { unlistItem } from './unlist.ts';
import { withdrawItem } from './withdraw.ts';

export const itemActions = {
  submit: submitItem,
  approve: approveItem,
  correct: correctItem,
  return: returnItem,
  ask: askOfficer,
  reply: replyToQuestion,
  recall: recallItem,
  regret: regretApproval,
  amend: amendItem,
  skip: skipStep,
  assignOrgan,
  list: listItem,
  unlist: unlistItem,
  extendRoute,
  changeRoute,
  comment: commentOnItem,
  withdraw: withdrawItem,
  reopen: reopenItem,
} as const satisfies { [Type in ItemActionType]: ItemAction<Type> };

/** What one actor may do with an item now, and by which rule not. */
export const availableOnItem = (actor: Actor, target: ItemTarget): AvailableAction<ItemActionType>[] =>
  availableActions('agenda-item', target.state, Object.values<ItemAction>(itemActions), { actor, target });
