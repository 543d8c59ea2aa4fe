/** What is still to come of an item's route is changed: steps added, removed, moved; what lies behind stays. */
import { z } from 'zod';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { RouteStep } from '#machines/agenda-item/events.ts';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { PlannedStep } from '#src/documents/draft-body.ts';
import type { Committed } from '#src/store/commit.ts';
import { readInput } from '../read-input.ts';
import { commitOnItem } from './commit-on-item.ts';
import { assertKnown } from './submit.ts';

/** `id` of a step that is kept; a step without one is new. The current step and all after it, in their new order. */
export const ChangeRouteInput = z.strictObject({
  item: Id,
  steps: z
    .array(z.strictObject({ id: Id.nullable(), step: PlannedStep }))
    .min(1)
    .max(30),
});

export type ChangeRouteInput = z.infer<typeof ChangeRouteInput>;

/**
 * @throws Refusal `only-owner-or-secretariat` (403), `unknown-office`, `unknown-organ` (400), `undecided-step-kept`,
 *   `undecided-step-first`, `route-…` (409)
 */
export async function changeRoute(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, steps } = readInput(ChangeRouteInput, input);
  assertKnown(
    steps.map(({ step }) => step),
    await deps.directory.current(),
  );
  return commitOnItem(deps, request, item, 'changeRoute', (_, context) => ({
    type: 'changeRoute',
    steps: changedSteps(context, steps),
  }));
}

/** The current step and all after it as they would be. A kept step stays what it was: who wants another puts a new one there. */
export const changedSteps = (
  { route, position }: Pick<ItemContext, 'route' | 'position'>,
  steps: ChangeRouteInput['steps'],
): RouteStep[] =>
  steps.map(({ id, step }, index) => {
    const kept = id === null ? undefined : route.slice(position).find((each) => each.id === id);
    return kept ?? { id: `c${route.length}-${position}-${index + 1}`, ...step };
  });
