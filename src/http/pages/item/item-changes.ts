/** What people press on the item's page: each form becomes one action, and the page is shown again as it then stands. */
import { type Request, Router } from 'express';
import { z } from 'zod';
import type { ItemAction } from '#src/commands/item/item-action.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import { spinOffItem } from '#src/commands/item/spin-off.ts';
import type { App } from '#src/context.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, fieldsOf, formBody, read } from '../../form.ts';
import { readableItem } from './item-access.ts';
import { itemForms } from './item-forms.ts';

const SpinOffFields = z.object({ subItem: z.string() });

export function itemChanges(app: App): Router {
  const router = Router();
  for (const action of Object.values<ItemAction>(itemActions)) {
    const { path, form, hasOwnPage } = action.page;
    if (hasOwnPage || form === 'editor' || form === 'route') continue;
    router.post(`/punkter/:id/${path}`, formBody, async (request: Request, response) => {
      const command = commandRequest(request);
      // Who may not know the item learns nothing from the answer either.
      const { history } = await readableItem(app, request);
      const input = read(action.input, { ...itemForms[form](fieldsOf(request)), item: history.id });
      const committed = await action.run(app, command, input);
      response.redirect(303, withAfterParam(`/punkter/${history.id}`, committed));
    });
  }
  router.post('/punkter/:id/delpunkt', formBody, async (request: Request, response) => {
    const command = commandRequest(request);
    const { history } = await readableItem(app, request);
    const { subItem } = read(SpinOffFields, fieldsOf(request));
    const { stream } = await spinOffItem(app, command, { item: history.id, subItem });
    response.redirect(303, `/punkter/${stream}/rediger`);
  });
  return router;
}
