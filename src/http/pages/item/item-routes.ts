/** The item's page and its versions. */
import { z } from 'zod';
import { type Operation, operation } from '../../operation.ts';
import { OfItem, VersionNumber } from '../../path-params.ts';
import { renderPage } from '../../render.ts';
import { changeRoutePages } from './change-route-page.ts';
import { readableItem } from './item-access.ts';
import { itemScript, itemStyle } from './item-assets.ts';
import { itemChanges } from './item-changes.ts';
import { itemPage } from './item-page.ts';
import { versionPage } from './version-page.ts';

const page = operation({
  method: 'get',
  path: '/punkter/:id',
  access: 'session',
  schema: { params: OfItem },
  async handler({ app, request, response, params }) {
    const readable = await readableItem({ app, request, params });
    const props = await itemPage(app, readable);
    response.set('ETag', `"${readable.history.head.seq}"`);
    renderPage(response, 'item-page', { ...props, scripts: [await itemScript()], styles: [await itemStyle()] });
  },
});

/** What is no version's number asks for no comparison of its own. */
const ComparedWith = z.object({ mod: VersionNumber.optional().catch(undefined) });

const version = operation({
  method: 'get',
  path: '/punkter/:id/version/:number',
  access: 'session',
  schema: { params: OfItem.extend({ number: VersionNumber }), query: ComparedWith },
  async handler({ app, request, response, params, query }) {
    const readable = await readableItem({ app, request, params });
    const props = await versionPage(app, readable, params.number, query.mod ?? null);
    renderPage(response, 'item-version', { ...props, styles: [await itemStyle()] });
  },
});

export const itemPages: readonly Operation[] = [...itemChanges, ...changeRoutePages, page, version];
