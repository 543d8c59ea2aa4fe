/** The way of every command on an agenda item: policy on the state as it stands, event, commit. */
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import type { ActedBy, PublicItemEvent } from '#machines/agenda-item/events.ts';
import type { MachineState } from '#machines/run.ts';
import { retryWithFreshDirectory } from '#src/auth/retry-with-fresh-directory.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { whoActsFor } from '#src/people/offices.ts';
import { canWithItem, type ItemAction, type ItemTarget } from '#src/policies/item-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import type { Committed } from '#src/store/commit.ts';
import { isStreamOf, type RecordedActor } from '#src/store/record.ts';

type Parts = Pick<CommandDeps, 'commit' | 'directory' | 'clock'>;

/** What policies judge an item by. */
export function itemTarget(directory: Directory, state: MachineState, now: Date): ItemTarget {
  const item = state as MachineState<ItemContext>;
  return {
    state: item,
    // CommandRequest by one policy alone, so it is found out when asked.
    get stepIsVacant() {
      const step = currentStep(item.context);
      return step?.kind === 'approval' && whoActsFor(directory, step.office, now).kind === 'nobody';
    },
  };
}

/** Whoever acted, as a transition records it. */
export const recordedPerson = (by: ActedBy): RecordedActor => ({ kind: 'person', ...by });

/**
 * Commits one event on an item for a person.
 * @param event made from the capacity acted in and the context as it stands
 * @param documents what the event names by hash; stored only when the event is allowed
 * @throws Refusal 403 by policy, 404 for an unknown item, 409/412 by a rule of the machine
 */
export async function commitOnItem(
  deps: Parts,
  request: CommandRequest,
  item: string,
  action: PublicItemEvent['type'],
  event: (by: ActedBy, context: ItemContext) => PublicItemEvent,
  documents: readonly unknown[] = [],
): Promise<Committed> {
  if (!isStreamOf('agenda-item', item)) throw notFound('agenda-item');
  const now = await deps.clock.now();
  const run = (directory: Directory, actor: CommandRequest['actor']) =>
    deps.commit({
      stream: item,
      origin: 'people',
      cause: request.cause,
      expectedSeq: request.expectedSeq,
      documents,
      decide(state) {
        if (state === null) throw notFound('agenda-item');
        const target = itemTarget(directory, state, now);
        const by = authorize(canWithItem(actor, action, target));
        return { event: event(by, target.state.context), actor: recordedPerson(by) };
      },
    });
  return retryWithFreshDirectory(deps, request, run);
}

/** Judges whether the actor may do this with the item, before work is done for it. @throws Refusal 403 by policy */
export async function assertMayWithItem(
  deps: Pick<CommandDeps, 'directory' | 'clock'>,
  request: CommandRequest,
  action: ItemAction,
  state: MachineState,
): Promise<void> {
  const now = await deps.clock.now();
  await retryWithFreshDirectory(deps, request, (directory, actor) =>
    authorize(canWithItem(actor, action, itemTarget(directory, state, now))),
  );
}
