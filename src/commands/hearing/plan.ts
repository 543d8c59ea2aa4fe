/** A hearing is planned for the item's step that waits for one; the text that stands is the one that is heard. */

import { z } from 'zod';
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import { OpenTo } from '#machines/hearing/events.ts';
import { Id } from '#machines/primitives.ts';
import { hasTag } from '#machines/states.ts';
import { retryWithFreshDirectory } from '#src/auth/retry-with-fresh-directory.ts';
import { HearingTypeId } from '#src/calendar/hearing-type-id.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { notAllowedNow } from '#src/errors.ts';
import { mayRunHearing } from '#src/policies/hearing-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import { readInput } from '#src/read-input.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { sha256 } from '#src/store/record.ts';
import { recordedPerson } from '../action.ts';
import { inCriticalSection } from '../critical-section.ts';
import { itemTarget } from '../item/item-action.ts';

export const PlanHearingInput = z.strictObject({
  item: Id,
  hearingType: HearingTypeId,
  openTo: OpenTo.optional(),
  answersPublic: z.boolean().optional(),
});

/** Partshøring (forvaltningsloven § 19). */
const PARTS_HEARING = 'parties';

/**
 * The id of the hearing that an item gets for the step it stands at: one for each time that it comes there, so that two who plan at
 * once find each other. Within a round it comes there again after an approver's regret, and is asked for approval once more.
 */
export const hearingIdFor = ({ item, round, requests }: ItemContext, step: string): string =>
  `hearing-${sha256(`hear ${item} ${step} ${round} ${requests}`).slice(0, 20)}`;

/**
 * @throws Refusal `only-owner-or-secretariat` (403), `not-in-this-state` (409) unless the item waits for a hearing,
 *   `hearing-not-planned` (409) where it has one, `hearing-not-public` (409) for a closed item or a partshøring open to all
 */
export async function planHearing(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, ...wanted } = readInput(PlanHearingInput, input);
  return inCriticalSection(deps, item, [item], () => plan(deps, request, item, wanted));
}

async function plan(
  deps: CommandDeps,
  request: CommandRequest,
  item: string,
  wanted: Omit<z.infer<typeof PlanHearingInput>, 'item'>,
): Promise<Committed> {
  const { state } = await headOf(deps.collections, 'agenda-item', item);
  const now = await deps.clock.now();
  const step = currentStep(state.context);
  const { version } = state.context;
  return retryWithFreshDirectory(deps, request, async (directory, actor) => {
    const target = { item: itemTarget(directory, state, now) };
    const by = authorize(mayRunHearing(actor, target));
    if (!hasTag('agenda-item', state.value, 'in-hearing') || step === undefined || version === null) {
      throw notAllowedNow('not-in-this-state', { state: state.value });
    }
    const type = hearingType(wanted.hearingType);
    const openTo = wanted.openTo ?? type?.openTo ?? 'invited';
    // What is closed, or about somebody's own case, is nobody else's to read.
    const isConfidential = state.context.openness === 'closed' || wanted.hearingType === PARTS_HEARING;
    if (openTo === 'everyone' && isConfidential) throw notAllowedNow('hearing-not-public');
    const hearing = hearingIdFor(state.context, step.id);
    return deps.commit({
      stream: hearing,
      origin: 'birth',
      cause: request.cause,
      decide(known) {
        if (known !== null) throw notAllowedNow('hearing-not-planned', { hearing });
        return {
          event: {
            type: 'plan',
            hearing,
            item,
            step: step.id,
            version: version.hash,
            hearingType: wanted.hearingType,
            openTo,
            answersPublic: wanted.answersPublic ?? type?.answersPublic ?? false,
          },
          actor: recordedPerson(by),
        };
      },
    });
  });
}
