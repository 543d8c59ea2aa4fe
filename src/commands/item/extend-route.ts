/** The route is given more stops, also after the final decision, with a recommendation of their own if need be. */
import { z } from 'zod';
import { OrganRole, type RouteStep } from '#machines/agenda-item/steps.ts';
import { Id } from '#machines/primitives.ts';
import { Recommendation } from '#src/documents/item-content.ts';
import { byOwnerOrSecretariat } from '#src/policies/item-policies.ts';
import { hashJson } from '#src/store/record.ts';
import { assertKnown } from './assert-known.ts';
import { ruleOf } from './context-rules.ts';
import { itemAction } from './item-action.ts';
import { isDraft } from './phases.ts';

/** Refused by `unknown-organ` (400), `route-not-too-long` (409). */
export const extendRoute = itemAction({
  event: 'extendRoute',
  order: 140,
  input: z.strictObject({
    item: Id,
    stops: z
      .array(z.strictObject({ organ: Id.nullable(), role: OrganRole }))
      .min(1)
      .max(10),
    recommendation: Recommendation.nullable(),
  }),
  policy: byOwnerOrSecretariat,
  async prepare({ stops, recommendation }, { deps }) {
    const planned = stops.map((stop) => ({ kind: 'organ' as const, ...stop }));
    assertKnown(planned, await deps.directory.current());
    const document = recommendation && { kind: 'recommendation', recommendation };
    return {
      event: (_, { route }) => ({
        type: 'extendRoute',
        steps: planned.map((step, index): RouteStep => ({ id: `x${route.length + index + 1}`, ...step })),
        recommendation: document && hashJson(document),
      }),
      documents: document ? [document] : [],
    };
  },
  contextRule: ruleOf('not-decided-at-meeting'),
  page: { path: 'forlaeng', form: 'stops' },
  isTextual: true,
  // A draft's route is changed in its editor.
  offeredIn: (state) => !isDraft(state),
});
