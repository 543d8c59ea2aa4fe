/** Every address that the server has, read from its routers. */
import type { IRoute } from 'express-serve-static-core';
import { type Operation, operationOf } from '#src/http/operation.ts';
import type { World } from './world.ts';

interface Layer {
  route?: IRoute & { methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}

interface ServedRoute {
  method: string;
  path: string;
  /** What the route was made from; undefined where it was made by hand. */
  operation: Operation | undefined;
}

const routesOf = (stack: readonly Layer[]): ServedRoute[] =>
  stack.flatMap(({ route, handle }) => {
    if (route === undefined) return handle?.stack ? routesOf(handle.stack) : [];
    const operation = operationOf(route);
    return [route.path as string | string[]]
      .flat()
      .flatMap((path) => Object.keys(route.methods).map((method) => ({ method, path, operation })));
  });

/** Method and path of every route, with parameters as Express writes them (":id"). */
export const routesIn = ({ server }: Pick<World, 'server'>): ServedRoute[] =>
  routesOf(server.router.stack as unknown as Layer[]);
