/** Style sheets, fonts, icons and scripts, served from here (no CDN) under an address that changes with their content. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

const root = join(import.meta.dirname, '../..');
const dkfds = join(root, 'node_modules/dkfds/dist');
const htmx = join(root, 'node_modules/htmx.org/dist');
const own = join(root, 'templates/pages/assets');

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(own).sort()) hash.update(file).update(readFileSync(join(own, file)));
  hash.update(readFileSync(join(dkfds, 'css/dkfds.min.css'))).update(readFileSync(join(htmx, 'htmx.min.js')));
  return hash.digest('hex').slice(0, 12);
}

/** The folder of all assets as a browser sees it: `/assets/<fingerprint>`. */
export const assetBase = `/assets/${fingerprint()}`;

const forever = { immutable: true, maxAge: '1y', index: false, redirect: false, fallthrough: true } as const;

/** Serves the assets; what is not there falls through to the page of unknown addresses. */
export function assetRoutes(): Router {
  const router = Router();
  // The server's word about personal pages does not count here.
  router.use(assetBase, (_request, response, next) => {
    response.removeHeader('Cache-Control');
    next();
  });
  for (const folder of ['css', 'fonts', 'img']) {
    router.use(`${assetBase}/dkfds/${folder}`, express.static(join(dkfds, folder), forever));
  }
  router.get(`${assetBase}/htmx.min.js`, (_request, response) => {
    response.sendFile(join(htmx, 'htmx.min.js'), { immutable: true, maxAge: '1y' });
  });
  router.use(`${assetBase}/own`, express.static(own, forever));
  return router;
}
