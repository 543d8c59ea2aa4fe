/** The route is given more stops, also after the final decision, with a recommendation of their own if need be. */

import { z } from 'zod';
import { OrganRole, type RouteStep } from '#machines/agenda-item/events.ts';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { Recommendation } from '#src/documents/item-content.ts';
import type { Committed } from '#src/store/commit.ts';
import { hashJson } from '#src/store/record.ts';
import { readInput } from '../read-input.ts';
import { commitOnItem } from './commit-on-item.ts';
import { assertKnown } from './submit.ts';

export const ExtendRouteInput = z.strictObject({
  item: Id,
  stops: z
    .array(z.strictObject({ organ: Id.nullable(), role: OrganRole }))
    .min(1)
    .max(10),
  recommendation: Recommendation.nullable(),
});

/** @throws Refusal `only-owner-or-secretariat` (403), `unknown-organ` (400), `route-not-too-long` (409) */
export async function extendRoute(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, stops, recommendation } = readInput(ExtendRouteInput, input);
  const planned = stops.map((stop) => ({ kind: 'organ' as const, ...stop }));
  assertKnown(planned, await deps.directory.current());
  const document = recommendation && { kind: 'recommendation', recommendation };
  return commitOnItem(
    deps,
    request,
    item,
    'extendRoute',
    (_, { route }) => ({
      type: 'extendRoute',
      steps: planned.map((step, index): RouteStep => ({ id: `x${route.length + index + 1}`, ...step })),
      recommendation: document && hashJson(document),
    }),
    document ? [document] : [],
  );
}
