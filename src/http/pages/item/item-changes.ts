/** What people press on the item's page: each form becomes one action, and the page is shown again as it then stands. */
import { z } from 'zod';
import type { ItemAction } from '#src/commands/item/item-action.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import { spinOffItem } from '#src/commands/item/spin-off.ts';
import { readInput } from '#src/read-input.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, fieldsOf } from '../../form.ts';
import { type Operation, operation } from '../../operation.ts';
import { readableItem } from './item-access.ts';
import { itemForms } from './item-forms.ts';

/** The form of an action on the item's page; none where it has a page of its own. */
function formOf({ input, run, page: { path, form, hasOwnPage } }: ItemAction): Operation[] {
  if (hasOwnPage || form === 'editor' || form === 'route') return [];
  return [
    operation({
      method: 'post',
      path: `/punkter/:id/${path}`,
      access: 'session',
      async handler({ app, request, response }) {
        const command = commandRequest(request);
        // Who may not know the item learns nothing from the answer either.
        const { history } = await readableItem(app, request);
        const words = readInput(input, { ...itemForms[form](fieldsOf(request)), item: history.id });
        const committed = await run(app, command, words);
        response.redirect(303, withAfterParam(`/punkter/${history.id}`, committed));
      },
    }),
  ];
}

const SpinOffFields = z.object({ subItem: z.string() });

const spinOff = operation({
  method: 'post',
  path: '/punkter/:id/delpunkt',
  access: 'session',
  async handler({ app, request, response }) {
    const command = commandRequest(request);
    const { history } = await readableItem(app, request);
    const { subItem } = readInput(SpinOffFields, fieldsOf(request));
    const { stream } = await spinOffItem(app, command, { item: history.id, subItem });
    response.redirect(303, `/punkter/${stream}/rediger`);
  },
});

export const itemChanges: readonly Operation[] = [...Object.values<ItemAction>(itemActions).flatMap(formOf), spinOff];
