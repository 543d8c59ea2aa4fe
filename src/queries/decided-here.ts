/**
 * What a meeting has decided on an item is in the meeting's own record, and its paper prints that: the very document that its members
 * sign, whatever the item has received of it so far, and wherever the item has gone since.
 */
import { currentStep, type Treatment } from '#machines/agenda-item/context.ts';
import type { ListedItem } from '#machines/meeting/context.ts';
import type { CommandDeps } from '#src/context.ts';
import { DecisionDocument } from '#src/documents/decision.ts';
import type { ItemHistory } from './item.ts';

/** @returns the item's history with the meeting's decision on it as it stands; as it was where the meeting has decided nothing */
export async function withDecisionOf(
  { contents }: Pick<CommandDeps, 'contents'>,
  history: ItemHistory,
  meeting: string,
  { decision }: ListedItem,
): Promise<ItemHistory> {
  if (decision === null) return history;
  const { context } = history;
  const document = history.documents.get(decision.hash) ?? (await contents.read(decision.hash));
  const received = context.treatments.find((treatment) => treatment.meeting === meeting);
  const stands: Treatment = {
    step: received?.step ?? currentStep(context)?.id ?? '',
    meeting,
    organ: received?.organ ?? DecisionDocument.safeParse(document).data?.organ ?? '',
    decision,
    report: received?.report ?? 0,
  };
  const treatments = received
    ? context.treatments.map((treatment) => (treatment === received ? stands : treatment))
    : [...context.treatments, stands];
  return {
    ...history,
    context: { ...context, treatments, pendingDecision: null },
    documents: new Map(history.documents).set(decision.hash, document),
  };
}
