/** All pages on which an item's text is written. */
import { Router } from 'express';
import type { Web } from '../../web.ts';
import { draftRoutes } from './draft-routes.ts';
import { versionRoutes } from './version-routes.ts';

export function editorRoutes({ app }: Web): Router {
  const router = Router();
  router.use(draftRoutes(app), versionRoutes(app));
  return router;
}
