/** What people press on the item's page: each form becomes one action, and the page is shown again as it then stands. */
import { z } from 'zod';
import type { Actor } from '#src/auth/actor.ts';
import type { ItemAction } from '#src/commands/item/item-action.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import { spinOffItem } from '#src/commands/item/spin-off.ts';
import type { Refusal } from '#src/errors.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest } from '../../form.ts';
import { type Operation, operation, type RefusedCall } from '../../operation.ts';
import { OfItem } from '../../path-params.ts';
import { readableItem } from './item-access.ts';
import { itemForms } from './item-forms.ts';

/** Who may not know the item learns nothing from what is wrong with a form either. */
async function afterAccess(
  { app, request, params }: RefusedCall<Actor, { id: string }>,
  refusal: Refusal,
): Promise<never> {
  await readableItem({ app, request, params });
  throw refusal;
}

/** The form of an action on the item's page; none where it has a page of its own. */
function formOf({ input, run, page: { path, form, hasOwnPage } }: ItemAction): Operation[] {
  if (hasOwnPage || form === 'editor' || form === 'route') return [];
  return [
    operation({
      method: 'post',
      path: `/punkter/:id/${path}`,
      access: 'session',
      schema: { params: OfItem, body: itemForms[form](input) },
      implies: { item: ':id' },
      async handler({ app, request, response, params, body }) {
        const command = commandRequest(request);
        const { history } = await readableItem({ app, request, params });
        const committed = await run(app, command, body);
        response.redirect(303, withAfterParam(`/punkter/${history.id}`, committed));
      },
      onBadInput: afterAccess,
    }),
  ];
}

const spinOff = operation({
  method: 'post',
  path: '/punkter/:id/delpunkt',
  access: 'session',
  schema: { params: OfItem, body: z.object({ subItem: z.string() }) },
  async handler({ app, request, response, params, body: { subItem } }) {
    const command = commandRequest(request);
    const { history } = await readableItem({ app, request, params });
    const { stream } = await spinOffItem(app, command, { item: history.id, subItem });
    response.redirect(303, `/punkter/${stream}/rediger`);
  },
  onBadInput: afterAccess,
});

export const itemChanges: readonly Operation[] = [...Object.values<ItemAction>(itemActions).flatMap(formOf), spinOff];
