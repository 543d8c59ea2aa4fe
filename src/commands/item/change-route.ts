/** What is still to come of an item's route is changed: steps added, removed, moved; what lies behind stays. */
import { z } from 'zod';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { PlannedStep } from '#machines/agenda-item/steps.ts';
import { Id } from '#machines/primitives.ts';
import { byOwnerOrSecretariat } from '#src/policies/item-policies.ts';
import { assertKnown } from './assert-known.ts';
import { ruleOf } from './context-rules.ts';
import { itemAction } from './item-action.ts';

/** `id` of a step that is kept; a step without one is new. */
const ChangedStep = z.strictObject({ id: Id.nullable(), step: PlannedStep });
export type ChangedStep = z.infer<typeof ChangedStep>;

/**
 * `steps`: the current step and all after it, in their new order. Refused by `unknown-office`, `unknown-organ` (400),
 * `undecided-step-kept`, `undecided-step-first`, `route-…` (409).
 */
export const changeRoute = itemAction({
  event: 'changeRoute',
  order: 150,
  input: z.strictObject({ item: Id, steps: z.array(ChangedStep).min(1).max(30) }),
  policy: byOwnerOrSecretariat,
  async prepare({ steps }, { deps }) {
    assertKnown(
      steps.map(({ step }) => step),
      await deps.directory.current(),
    );
    return { event: (_, context) => ({ type: 'changeRoute', steps: changedSteps(context, steps) }) };
  },
  contextRule: ruleOf('not-decided-at-meeting'),
  page: { path: 'aendr-rute', form: 'route', hasOwnPage: true },
});

/** The current step and all after it as they would be. A kept step stays what it was: who wants another puts a new one there. */
export const changedSteps = (
  { route, position }: Pick<ItemContext, 'route' | 'position'>,
  steps: readonly ChangedStep[],
): RouteStep[] =>
  steps.map(({ id, step }, index) => {
    const kept = id === null ? undefined : route.slice(position).find((each) => each.id === id);
    return kept ?? { id: `c${route.length}-${position}-${index + 1}`, ...step };
  });
