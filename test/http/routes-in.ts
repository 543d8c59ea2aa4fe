/** Every address that the server has, read from its routers. */
import type { Router } from 'express';
import { pageRoutes } from '#src/http/routes.ts';
import type { Web } from '#src/http/web.ts';
import type { World } from './world.ts';

interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}

const routesOf = (stack: readonly Layer[]): { method: string; path: string }[] =>
  stack.flatMap(({ route, handle }) => {
    if (route === undefined) return handle?.stack ? routesOf(handle.stack) : [];
    return [route.path].flat().flatMap((path) => Object.keys(route.methods).map((method) => ({ method, path })));
  });

/** Method and path of every route, with parameters as Express writes them (":id"). */
export function routesIn({ app }: Pick<World, 'app'>): { method: string; path: string }[] {
  const web = { app, cookie: {}, sessions: {} } as unknown as Web;
  const routers: Router[] = pageRoutes.map((routes) => routes(web));
  return routers.flatMap(({ stack }) => routesOf(stack as unknown as Layer[]));
}
