/** The way of every command on a hearing: policy on the item it is for, event, commit. */
import type { HearingContext } from '#machines/hearing/context.ts';
import type { PublicHearingEvent } from '#machines/hearing/events.ts';
import type { MachineState } from '#machines/run.ts';
import { retryWithFreshDirectory } from '#src/auth/retry-with-fresh-directory.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { canWithHearing, type HearingAction } from '#src/policies/hearing-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { recordedPerson } from '../action.ts';
import { itemTarget } from '../item/item-action.ts';

type ByOfficer = Extract<PublicHearingEvent, { type: HearingAction }>;

/**
 * Commits one event on a hearing for its officer or the secretariat.
 * @param event made from the context as it stands
 * @param documents what the event names by hash
 * @throws Refusal 403 by policy, 404 for an unknown hearing, 409 by a rule of the machine
 */
export async function commitOnHearing(
  deps: CommandDeps,
  request: CommandRequest,
  hearing: string,
  event: (context: HearingContext) => ByOfficer,
  documents: readonly unknown[] = [],
): Promise<Committed> {
  const { context } = (await headOf(deps.collections, 'hearing', hearing)).state;
  const item = await headOf(deps.collections, 'agenda-item', context.item);
  const now = await deps.clock.now();
  return retryWithFreshDirectory(deps, request, (directory, actor) =>
    deps.commit({
      stream: hearing,
      origin: 'people',
      cause: request.cause,
      expectedSeq: request.expectedSeq,
      documents,
      decide(state) {
        if (state === null) throw notFound('hearing');
        const known = state as MachineState<HearingContext>;
        const wanted = event(known.context);
        const target = { state: known, item: itemTarget(directory, item.state, now) };
        const by = authorize(canWithHearing(actor, wanted.type, target));
        return { event: wanted, actor: recordedPerson(by) };
      },
    }),
  );
}
