/** The item's page and its versions. */
import { type Operation, operation } from '../../operation.ts';
import { renderPage } from '../../render.ts';
import { changeRoutePages } from './change-route-page.ts';
import { readableItem } from './item-access.ts';
import { itemStyle } from './item-assets.ts';
import { itemChanges } from './item-changes.ts';
import { itemPage } from './item-page.ts';
import { versionPage } from './version-page.ts';

const page = operation({
  method: 'get',
  path: '/punkter/:id',
  access: 'session',
  async handler({ app, request, response }) {
    const readable = await readableItem(app, request);
    const props = await itemPage(app, readable);
    response.set('ETag', `"${readable.history.head.seq}"`);
    renderPage(response, 'item-page', { ...props, styles: [await itemStyle()] });
  },
});

const version = operation({
  method: 'get',
  path: '/punkter/:id/version/:number',
  access: 'session',
  async handler({ app, request, response, params }) {
    const readable = await readableItem(app, request);
    const other = Number(request.query.mod);
    const against = Number.isInteger(other) && other > 0 ? other : null;
    const props = versionPage(readable, Number(params.number), against);
    renderPage(response, 'item-version', { ...props, styles: [await itemStyle()] });
  },
});

export const itemPages: readonly Operation[] = [...itemChanges, ...changeRoutePages, page, version];
