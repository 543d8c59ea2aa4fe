/** What may be done to an item over the API, by the event's name: the same commands as the pages use. */

import type { z } from 'zod';
import { AmendItemInput, amendItem } from '#src/commands/item/amend.ts';
import { ApproveItemInput, approveItem } from '#src/commands/item/approve.ts';
import { AssignOrganInput, assignOrgan } from '#src/commands/item/assign-organ.ts';
import { ChangeRouteInput, changeRoute } from '#src/commands/item/change-route.ts';
import { CorrectItemInput, correctItem } from '#src/commands/item/correct.ts';
import { ExtendRouteInput, extendRoute } from '#src/commands/item/extend-route.ts';
import { ListItemInput, listItem } from '#src/commands/item/list.ts';
import { RecallItemInput, recallItem } from '#src/commands/item/recall.ts';
import { RegretApprovalInput, regretApproval } from '#src/commands/item/regret.ts';
import { ReopenItemInput, reopenItem } from '#src/commands/item/reopen.ts';
import { ReturnItemInput, returnItem } from '#src/commands/item/return.ts';
import { SkipStepInput, skipStep } from '#src/commands/item/skip.ts';
import { SubmitItemInput, submitItem } from '#src/commands/item/submit.ts';
import { UnlistItemInput, unlistItem } from '#src/commands/item/unlist.ts';
import { WithdrawItemInput, withdrawItem } from '#src/commands/item/withdraw.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';

type RunCommand = (deps: CommandDeps, command: CommandRequest, input: unknown) => Promise<Committed>;

/** The command of an event, and what it takes besides the name of the event. */
export interface ApiEvent {
  run: RunCommand;
  input: z.ZodObject;
}

export const itemEvents: Readonly<Record<string, ApiEvent>> = {
  submit: { run: submitItem, input: SubmitItemInput },
  approve: { run: approveItem, input: ApproveItemInput },
  correct: { run: correctItem, input: CorrectItemInput },
  return: { run: returnItem, input: ReturnItemInput },
  recall: { run: recallItem, input: RecallItemInput },
  regret: { run: regretApproval, input: RegretApprovalInput },
  amend: { run: amendItem, input: AmendItemInput },
  skip: { run: skipStep, input: SkipStepInput },
  assignOrgan: { run: assignOrgan, input: AssignOrganInput },
  list: { run: listItem, input: ListItemInput },
  unlist: { run: unlistItem, input: UnlistItemInput },
  extendRoute: { run: extendRoute, input: ExtendRouteInput },
  changeRoute: { run: changeRoute, input: ChangeRouteInput },
  withdraw: { run: withdrawItem, input: WithdrawItemInput },
  reopen: { run: reopenItem, input: ReopenItemInput },
};
/** Events that bring a whole text along. */
export const textualEvents: ReadonlySet<string> = new Set([
  'correct',
  'amend',
  'extendRoute',
  'recordDecision',
  'conclude',
]);
