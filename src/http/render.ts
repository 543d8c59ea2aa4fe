/** Renders a page in the common layout: who is signed in, the navigation for the roles, and the page's own template. */
import type { Response } from 'express';
import { actorOn } from '#src/auth/middleware.ts';
import { assetBase } from './assets.ts';
import { navigationFor } from './navigation.ts';
import { templateOf } from './templates.ts';

export interface PageProps {
  /** The document's title and what the page is called; the layout adds the service's name. */
  title: string;
  /** Addresses of module scripts of our own that only this page needs. */
  scripts?: string[];
  /** Addresses of style sheets of our own that only this page needs. */
  styles?: string[];
  /** What templates/pages/<template>.hbs uses; JSON values only. */
  [name: string]: unknown;
}

/**
 * Sends a page. What the template gets is a JSON copy, so that no model, prototype or function ever reaches it; a missing
 * (undefined) value becomes null, which a template may ask for.
 * @param template the name of a file in templates/pages, without `.hbs`
 * @throws when the template uses a name that the props do not have
 */
export function renderPage(response: Response, template: string, props: PageProps): void {
  const page = plain({ scripts: [], styles: [], ...props });
  const actor = actorOn(response.req);
  const common = {
    assets: assetBase,
    municipality: String(response.app.get('municipality')),
    demoClock: response.app.get('demoClock') === true,
    person: actor ? { name: actor.name } : null,
    navigation: actor ? navigationFor(actor, response.req.path) : [],
  };
  const body = templateOf(template)({ ...page, ...common });
  response.type('html').send(templateOf('layout')({ ...page, ...common, body }));
}

/** Sends one template alone, without the layout: for a part of a page that htmx asks for. */
export function renderFragment(response: Response, template: string, props: Record<string, unknown>): void {
  response.type('html').send(templateOf(template)({ ...plain(props), assets: assetBase }));
}

const plain = (props: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(props, (_key, value) => (value === undefined ? null : value)));
