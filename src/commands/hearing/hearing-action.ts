/** An action on a hearing, by those who run it or by a party, and how it is run. */
import type { z } from 'zod';
import type { HearingContext } from '#machines/hearing/context.ts';
import type { PublicHearingEvent } from '#machines/hearing/events.ts';
import type { CommandDeps } from '#src/context.ts';
import type { HearingTarget } from '#src/policies/hearing-policies.ts';
import { readInput } from '#src/read-input.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { takeInSignals } from '#src/store/signals.ts';
import { type Action, type ActionBase, commitAction, type Given, type Prepared } from '../action.ts';
import { inCriticalSection } from '../critical-section.ts';
import { itemTarget } from '../item/item-action.ts';

/** What parties do behind their link. */
export type PartyActionType = 'answer' | 'decline';
export type HearingActionType = Exclude<PublicHearingEvent['type'], PartyActionType>;

/** How the page of a hearing asks for an action. */
export type HearingForm = 'parties' | 'party' | 'window' | 'extension' | 'reason' | 'note';

interface HearingActionBase<Type extends HearingActionType> extends ActionBase<Type, HearingContext, HearingTarget> {
  /** The address under `/hoeringer/<id>/` and the form on the hearing's page. */
  page: { path: string; form: HearingForm };
}

export type HearingAction<Type extends HearingActionType = HearingActionType> = HearingActionBase<Type> &
  Action<Type, HearingContext, HearingTarget>;

type Event<Type extends PublicHearingEvent['type']> = Extract<PublicHearingEvent, { type: Type }>;
type HearingInput = z.ZodObject & z.ZodType<{ hearing: string }>;
type Words<Input extends HearingInput> = Omit<z.infer<Input>, 'hearing'>;

interface HearingActionSpec<Type extends HearingActionType, Input extends HearingInput>
  extends HearingActionBase<Type> {
  /** What is taken; `hearing` says which. */
  input: Input;
  /** Looks up what the event needs and makes it. @param input without `hearing` */
  prepare(
    input: Words<Input>,
    given: Given,
  ): Prepared<Event<Type>, HearingContext> | Promise<Prepared<Event<Type>, HearingContext>>;
}

/** @returns the action, whose `run` takes the input unchecked; it is judged on the item that the hearing is for */
export function hearingAction<Type extends HearingActionType, Input extends HearingInput>({
  prepare,
  ...declared
}: HearingActionSpec<Type, Input>): Omit<HearingAction<Type>, 'input'> & { input: Input } {
  return {
    ...declared,
    async run(deps, request, input) {
      const { hearing: id, ...words } = readInput(declared.input, input);
      return inCriticalSection(deps, id, undefined, async (held) => {
        const prepared = await prepare(words, { deps, request, id });
        const { context } = (await headOf(deps.collections, 'hearing', id)).state;
        const { state: itemState } = await headOf(deps.collections, 'agenda-item', context.item);
        const now = await deps.clock.now();
        return commitAction<HearingContext>(
          deps,
          request,
          { machine: 'hearing', id },
          (actor, directory) => declared.policy(actor, { item: itemTarget(directory, itemState, now) }),
          prepared,
          { held },
        );
      });
    },
  };
}

/** Who acts, known by a link or by nothing; `party` is null for somebody who was not invited. */
export interface PartyRequest {
  party: string | null;
  /** One intention: the same form sent twice is one answer. */
  cause: string;
}

export interface PartyAction<Type extends PartyActionType, Request extends PartyRequest> {
  event: Type;
  input: z.ZodObject;
  /** A party has no session: it is not among the events of the API, and no policy judges it. */
  byParty: true;
  run(deps: CommandDeps, request: Request, input: unknown): Promise<Committed>;
}

/** @returns the action, whose `run` takes the input unchecked */
export function partyAction<
  Type extends PartyActionType,
  Request extends PartyRequest,
  Input extends HearingInput,
>(spec: {
  event: Type;
  input: Input;
  prepare(
    input: Words<Input>,
    given: { request: Request; id: string },
  ): { event: Event<Type>; documents?: readonly unknown[] };
}): Omit<PartyAction<Type, Request>, 'input'> & { input: Input } {
  return {
    event: spec.event,
    input: spec.input,
    byParty: true,
    async run(deps, request, input) {
      const { hearing: id, ...words } = readInput(spec.input, input);
      const { event, documents = [] } = spec.prepare(words, { request, id });
      await headOf(deps.collections, 'hearing', id);
      // Nobody answers a hearing that the item has left: the party would wait for what is not going to be read.
      await takeInSignals(deps, id);
      const { party, cause } = request;
      return deps.commit({
        stream: id,
        origin: 'people',
        cause,
        documents,
        decide: () => ({ event, actor: { kind: 'party', party } }),
      });
    },
  };
}
