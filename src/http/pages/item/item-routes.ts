/** The item's page, its versions and its PDF. */
import { Router } from 'express';
import { notFound } from '#src/errors.ts';
import { renderItem } from '#src/pdf/render-item.ts';
import { documentOf } from '#src/queries/item.ts';
import { renderPage } from '../../render.ts';
import type { Web } from '../../web.ts';
import { changeRoutePages } from './change-route-page.ts';
import { readableItem } from './item-access.ts';
import { itemAssets, itemStyle } from './item-assets.ts';
import { itemChanges } from './item-changes.ts';
import { itemPage, shownContent } from './item-page.ts';
import { versionPage } from './version-page.ts';

/** Before the freeze a print is a draft and says so on every page. */
const BEFORE_FREEZE = ['draft', 'travelling.approval', 'travelling.hearing', 'travelling.organ.waiting', 'withdrawn'];

export function itemRoutes({ app }: Web): Router {
  const router = Router();
  router.use(itemAssets(), itemChanges(app), changeRoutePages(app));

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

  router.get(['/punkter/:id/punkt.pdf', '/api/v1/items/:id/item.pdf'], async (request, response) => {
    const readable = await readableItem(app, request);
    const { history } = readable;
    const { context, head } = history;
    const { content } = await shownContent(app, readable);
    if (content === null) throw notFound('version');
    const pdf = await renderItem(documentOf(history, content), {
      standard: 'ua-1',
      createdAt: new Date(head.at),
      udkast: context.treatments.length === 0 && BEFORE_FREEZE.includes(head.to),
    });
    response.set({ 'Content-Disposition': `inline; filename="${history.id}.pdf"` });
    response.type('pdf').send(Buffer.from(pdf));
  });
  return router;
}
