/** An action on an agenda item, and how it is run. */
import type { z } from 'zod';
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import type { PublicItemEvent } from '#machines/agenda-item/events.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { retryWithFreshDirectory } from '#src/auth/retry-with-fresh-directory.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { nobodyApproves, organsAllowOwn } from '#src/policies/approval-policies.ts';
import type { ItemPolicy, ItemTarget } from '#src/policies/item-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import { readInput } from '#src/read-input.ts';
import { isStreamOf } from '#src/store/record.ts';
import { type Action, type ActionBase, commitAction, type Given, type Prepared } from '../action.ts';
import { inCriticalSection } from '../critical-section.ts';
import { whyNotAsked } from './why-not-asked.ts';

export type ItemActionType = PublicItemEvent['type'];

/** How the item's page asks for an action; `fields`: by a form that is made of the fields that the action names. */
export type ItemForm =
  | 'button'
  | 'fields'
  | 'decide'
  | 'organ'
  | 'meeting'
  | 'stops'
  | 'editor'
  | 'route'
  | 'co-authors';

/** A field of an action's form. What it must be is read from the action's input, its words are in templates/da.json. */
export interface FormField<Name extends string = string> {
  name: Name;
  /** A text of several lines, a box to tick, or one of the people that `among` finds. */
  kind: 'lines' | 'tick' | 'person';
  /** Ids of the people to choose from; only with `person`. */
  among?: (context: ItemContext, directory: Directory) => readonly string[];
  /** How many lines are seen at once. */
  rows?: number;
}

/** The address under `/punkter/<id>/` and the form. `hasOwnPage`: a page of its own shows the form and takes it. */
type ItemPage<Name extends string = string> =
  | { path: string; form: Exclude<ItemForm, 'fields'>; hasOwnPage?: true; fields?: never; shownIn?: never }
  | {
      path: string;
      form: 'fields';
      fields: readonly FormField<Name>[];
      /**
       * Where it is asked: among what may be done with the item; beside the approval, on the page of a mailed link too; or in the
       * section whose entries wait for it.
       */
      shownIn: 'actions' | 'decide' | 'section';
      hasOwnPage?: never;
    };

interface ItemActionBase<Type extends ItemActionType> extends ActionBase<Type, ItemContext, ItemTarget> {
  page: ItemPage;
  /** To whom the item's page shows it, disabled and with the reason, though a policy forbids it now. Nobody by default. */
  offeredTo?(actor: Actor, state: MachineState<ItemContext>): boolean;
  /** In which states the page shows it disabled: in others it would only be noise. All by default. */
  offeredIn?(state: string): boolean;
}

export type ItemAction<Type extends ItemActionType = ItemActionType> = ItemActionBase<Type> &
  Action<Type, ItemContext, ItemTarget>;

type Event<Type extends ItemActionType> = Extract<PublicItemEvent, { type: Type }>;
type ItemInput = z.ZodObject & z.ZodType<{ item: string }>;

interface ItemActionSpec<Type extends ItemActionType, Input extends ItemInput> extends ItemActionBase<Type> {
  /** What is taken; `item` says which. */
  input: Input;
  page: ItemPage<keyof z.infer<Input> & string>;
  /** Other streams whose state, as they have committed it, decides whether the item may do this. */
  restsOn?(input: Omit<z.infer<Input>, 'item'>): readonly string[];
  /** Looks up what the event needs and makes it. @param input without `item` */
  prepare(
    input: Omit<z.infer<Input>, 'item'>,
    given: Given,
  ): Prepared<Event<Type>, ItemContext> | Promise<Prepared<Event<Type>, ItemContext>>;
}

/** @returns the action, whose `run` takes the input unchecked */
export function itemAction<Type extends ItemActionType, Input extends ItemInput>({
  prepare,
  restsOn,
  ...declared
}: ItemActionSpec<Type, Input>): Omit<ItemAction<Type>, 'input'> & { input: Input } {
  return {
    ...declared,
    async run(deps, request, input) {
      const { item: id, ...words } = readInput(declared.input, input);
      const others = restsOn?.(words);
      return inCriticalSection(deps, id, others && [id, ...others], async (held) => {
        const prepared = await prepare(words, { deps, request, id });
        if (!isStreamOf('agenda-item', id)) throw notFound('agenda-item');
        const now = await deps.clock.now();
        try {
          return await commitAction<ItemContext>(
            deps,
            request,
            { machine: 'agenda-item', id },
            (actor, directory, state) => declared.policy(actor, itemTarget(directory, state, now)),
            prepared,
            { held, ruleInAnyState: declared.contextRuleInAnyState },
          );
        } catch (error) {
          throw await whyNotAsked(deps, request.actor, { item: id, event: declared.event, ...words }, error);
        }
      });
    },
  };
}

/** What policies judge an item by. */
export function itemTarget(directory: Directory, state: MachineState, now: Date): ItemTarget {
  const item = state as MachineState<ItemContext>;
  return {
    state: item,
    // Each is needed by one policy alone, so it is found out when asked.
    get stepIsVacant() {
      const step = currentStep(item.context);
      return step !== undefined && nobodyApproves(directory, step, item.context, now);
    },
    get ownIsAllowed() {
      return organsAllowOwn(directory, item.context);
    },
  };
}

/** Judges whether the actor may do this with the item, before work is done for it. @throws Refusal 403 by policy */
export async function assertMayWithItem(
  deps: Pick<CommandDeps, 'directory' | 'clock'>,
  request: CommandRequest,
  policy: ItemPolicy,
  state: MachineState,
): Promise<void> {
  const now = await deps.clock.now();
  await retryWithFreshDirectory(deps, request, (directory, actor) =>
    authorize(policy(actor, itemTarget(directory, state, now))),
  );
}
