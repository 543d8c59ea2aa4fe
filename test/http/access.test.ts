import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needsSession } from '#src/http/access.ts';
import { assetBase } from '#src/http/assets.ts';
import type { Operation } from '#src/http/operation.ts';
import { MACHINERY, OPERATIONS } from '#src/http/routes.ts';
import { ACCESS } from './access-table.ts';
import { routesIn } from './routes-in.ts';
import { address, type Browser, createWorld, type World } from './world.ts';

let world: World;
let member: Browser;
beforeAll(async () => {
  world = await createWorld();
  member = await world.signIn(address('birthe.lindhardt'));
});
afterAll(() => world.close());

const named = (path: string) => path.replace(assetBase, '/assets/…');
const accessOf = ({ access }: Operation): string =>
  typeof access === 'string' ? access : [access.role].flat().join(' or ');
const all = [...MACHINERY, ...OPERATIONS];
const lines = (operations: readonly Operation[]) =>
  operations.flatMap((each) => each.paths.map((path) => `${each.method} ${named(path)}: ${accessOf(each)}`));
/** An address of the operation, with something in the place of each parameter. */
const addressOf = (path: string) => path.replaceAll(/[:*]\w+/g, 'x-1');

const asked = (browser: Browser, { method }: Operation, path: string) =>
  browser[method](addressOf(path)).set('Accept', 'text/html');

describe('the addresses of the service', () => {
  it('are each open to whom the list says, and to nobody else', () => {
    const listed = Object.entries(ACCESS).flatMap(([access, routes]) => routes.map((route) => `${route}: ${access}`));
    expect(lines(all).toSorted()).toEqual(listed.toSorted());
  });

  it('all come from an operation: no route of express was made by hand', () => {
    const served = routesIn(world);
    expect(served.filter(({ operation }) => operation === undefined).map(({ path }) => path)).toEqual([]);
    const here = all.filter(({ when }) => when === undefined || when(world.app.config));
    const known = served.map(
      ({ method, path, operation }) => `${method} ${named(path)}: ${operation && accessOf(operation)}`,
    );
    expect(known.toSorted()).toEqual(lines(here).toSorted());
  });

  it('that need a session ask for it, before they look at anything that was sent', async () => {
    const wrong: string[] = [];
    for (const operation of all.filter(({ access }) => needsSession(access)))
      for (const path of operation.paths) {
        const { status, headers } = await asked(world.agent(), operation, path);
        const isPage = operation.method === 'get' && !path.startsWith('/api/');
        const right = isPage ? status === 303 && headers.location?.startsWith('/log-ind?videre=') : status === 401;
        if (!right) wrong.push(`${operation.method} ${path}: ${status}`);
      }
    expect(wrong).toEqual([]);
  });

  it('that need a role refuse somebody who is signed in without it', async () => {
    const wrong: string[] = [];
    for (const operation of all.filter(({ access }) => typeof access === 'object'))
      for (const path of operation.paths) {
        const { status } = await asked(member, operation, path);
        if (status !== 403) wrong.push(`${operation.method} ${path}: ${status}`);
      }
    expect(wrong).toEqual([]);
  });
});
