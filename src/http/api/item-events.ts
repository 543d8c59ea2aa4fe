/** What may be done to an item over the API, by the event's name: the same commands as the pages use. */
import { amendItem } from '#src/commands/amend-item.ts';
import { approveItem } from '#src/commands/approve-item.ts';
import { assignOrgan } from '#src/commands/assign-organ.ts';
import { changeRoute } from '#src/commands/change-route.ts';
import { correctItem } from '#src/commands/correct-item.ts';
import { extendRoute } from '#src/commands/extend-route.ts';
import { listItem } from '#src/commands/list-item.ts';
import { recallItem } from '#src/commands/recall-item.ts';
import { regretApproval } from '#src/commands/regret-approval.ts';
import { reopenItem } from '#src/commands/reopen-item.ts';
import type { Asked, CommandParts } from '#src/commands/request.ts';
import { returnItem } from '#src/commands/return-item.ts';
import { skipStep } from '#src/commands/skip-step.ts';
import { submitItem } from '#src/commands/submit-item.ts';
import { unlistItem } from '#src/commands/unlist-item.ts';
import { withdrawItem } from '#src/commands/withdraw-item.ts';
import type { Committed } from '#src/store/commit.ts';

export type RunCommand = (parts: CommandParts, asked: Asked, input: unknown) => Promise<Committed>;

export const itemEvents: Readonly<Record<string, RunCommand>> = {
  submit: submitItem,
  approve: approveItem,
  correct: correctItem,
  return: returnItem,
  recall: recallItem,
  regret: regretApproval,
  amend: amendItem,
  skip: skipStep,
  assignOrgan,
  list: listItem,
  unlist: unlistItem,
  extendRoute,
  changeRoute,
  withdraw: withdrawItem,
  reopen: reopenItem,
};
/** Events that bring a whole text along. */
export const textualEvents: ReadonlySet<string> = new Set([
  'correct',
  'amend',
  'extendRoute',
  'recordDecision',
  'conclude',
]);
