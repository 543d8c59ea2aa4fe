import { Validator } from '@seriousme/openapi-schema-validator';
import type { Router } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machines } from '#machines/run.ts';
import { openApiDocument } from '#src/http/api/openapi.ts';
import { OPERATIONS } from '#src/http/api/operations.ts';
import { pageRoutes } from '#src/http/routes.ts';
import type { Web } from '#src/http/web.ts';
import { address, createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** Every route that the server has under /api/v1, as "get /api/v1/items/{id}". */
function routesOf(web: Web): string[] {
  const routers: Router[] = pageRoutes.map((routes) => routes(web));
  return routers.flatMap(({ stack }) =>
    stack.flatMap(({ route }) => {
      if (!route) return [];
      const { path, methods } = route as unknown as { path: string | string[]; methods: Record<string, boolean> };
      return [path]
        .flat()
        .filter((each) => each.startsWith('/api/v1'))
        .flatMap((each) => Object.keys(methods).map((method) => `${method} ${each.replaceAll(/:(\w+)/g, '{$1}')}`));
    }),
  );
}

describe('the description of the API', () => {
  it('is sound OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(openApiDocument('sagsgang'));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('is handed out to anybody who asks', async () => {
    const { body } = await world.agent().get('/api/v1/openapi.json').expect(200);
    expect(Object.keys(body.paths)).toEqual(Object.keys(openApiDocument('sagsgang').paths as object));
    const { name } = body.components.securitySchemes.session;
    const signedIn = await world.signIn(address('sofie.brandt'));
    const { headers } = await signedIn.post('/log-ud');
    expect(String(headers['set-cookie'])).toContain(`${name}=`);
  });

  it('names every address that there is, and none that there is not', () => {
    const described = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
    const web = { app: world.app, cookie: {}, sessions: {} } as unknown as Web;
    const served = routesOf(web).filter((route) => route !== 'get /api/v1/openapi.json');
    expect(described.toSorted()).toEqual(served.toSorted());
  });

  it('knows every event that people may send to the three machines', () => {
    const { schemas } = openApiDocument('sagsgang').components as { schemas: Record<string, unknown> };
    const subjects = { 'agenda-item': 'item', meeting: 'meeting', hearing: 'hearing' } as const;
    for (const [machine, subject] of Object.entries(subjects)) {
      const { fromPeople } = machines[machine as keyof typeof subjects];
      const { options } = fromPeople as unknown as { options: { shape: { type: { value: string } } }[] };
      for (const { shape } of options) {
        const type = shape.type.value;
        if (!PARTIES_DO.includes(type)) expect(Object.keys(schemas)).toContain(`${subject}.${type}`);
      }
    }
  });
});

/** A party has no session: it answers behind its link, or as anybody at the public address. */
const PARTIES_DO = ['answer', 'decline'];
