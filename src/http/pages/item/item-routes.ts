/** The item's page and its versions. */
import { Router } from 'express';
import { renderPage } from '../../render.ts';
import type { Web } from '../../web.ts';
import { changeRoutePages } from './change-route-page.ts';
import { readableItem } from './item-access.ts';
import { itemStyle } from './item-assets.ts';
import { itemChanges } from './item-changes.ts';
import { itemPage } from './item-page.ts';
import { versionPage } from './version-page.ts';

export function itemRoutes({ app }: Web): Router {
  const router = Router();
  router.use(itemChanges(app), changeRoutePages(app));

  router.get('/punkter/:id', async (request, response) => {
    const readable = await readableItem(app, request);
    const page = await itemPage(app, readable);
    response.set('ETag', `"${readable.history.head.seq}"`);
    renderPage(response, 'item-page', { ...page, styles: [await itemStyle()] });
  });

  router.get('/punkter/:id/version/:number', async (request, response) => {
    const readable = await readableItem(app, request);
    const other = Number(request.query.mod);
    const page = versionPage(
      readable,
      Number(request.params.number),
      Number.isInteger(other) && other > 0 ? other : null,
    );
    renderPage(response, 'item-version', { ...page, styles: [await itemStyle()] });
  });

  return router;
}
