/** What is still to come of an item's route is changed: steps added, removed, moved; what lies behind stays. */
import { z } from 'zod';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { RouteStep } from '#machines/agenda-item/events.ts';
import { Id } from '#machines/primitives.ts';
import { PlannedStep } from '#src/content/draft-body.ts';
import type { Committed } from '#src/store/commit.ts';
import { commitOnItem } from './on-item.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';
import { assertKnown } from './submit-item.ts';

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
export async function changeRoute(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { item, steps } = readInput(ChangeRouteInput, input);
  assertKnown(
    steps.map(({ step }) => step),
    await parts.directory.current(),
  );
  return commitOnItem(parts, asked, item, 'changeRoute', (_, context) => ({
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
