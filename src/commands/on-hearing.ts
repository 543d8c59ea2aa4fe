/** The way of every command on a hearing: policy on the item it is for, event, commit. */
import type { HearingContext } from '#machines/hearing/context.ts';
import type { PublicHearingEvent } from '#machines/hearing/events.ts';
import type { MachineState } from '#machines/run.ts';
import { notFound } from '#src/errors.ts';
import { canWithHearing, type HearingAction } from '#src/policies/hearing-policies.ts';
import { orRefuse } from '#src/policies/verdict.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { askAgainBeforeRefusing, itemTarget, recordedPerson } from './on-item.ts';
import type { Asked, CommandParts } from './request.ts';

type ByOfficer = Extract<PublicHearingEvent, { type: HearingAction }>;

/**
 * Commits one event on a hearing for its officer or the secretariat.
 * @param event made from the context as it stands
 * @param documents what the event names by hash
 * @throws Refusal 403 by policy, 404 for an unknown hearing, 409 by a rule of the machine
 */
export async function commitOnHearing(
  parts: CommandParts,
  asked: Asked,
  hearing: string,
  event: (context: HearingContext) => ByOfficer,
  documents: readonly unknown[] = [],
): Promise<Committed> {
  const { context } = (await headOf(parts.collections, 'hearing', hearing)).state;
  const item = await headOf(parts.collections, 'agenda-item', context.item);
  const now = await parts.clock.now();
  return askAgainBeforeRefusing(parts, asked, (directory, actor) =>
    parts.commit({
      stream: hearing,
      origin: 'people',
      cause: asked.cause,
      expectedSeq: asked.expectedSeq,
      documents,
      decide(state) {
        if (state === null) throw notFound('hearing');
        const known = state as MachineState<HearingContext>;
        const wanted = event(known.context);
        const target = { state: known, item: itemTarget(directory, item.state, now) };
        const by = orRefuse(canWithHearing(actor, wanted.type, target));
        return { event: wanted, actor: recordedPerson(by) };
      },
    }),
  );
}
