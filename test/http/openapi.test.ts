import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machines } from '#machines/run.ts';
import { openApiDocument } from '#src/http/api/openapi.ts';
import { apiOperations } from '#src/http/operation.ts';
import { OPERATIONS } from '#src/http/routes.ts';
import { routesIn } from './routes-in.ts';
import { address, createWorld, type World } from './world.ts';

const DOCUMENT = openApiDocument(apiOperations(OPERATIONS), 'sagsgang');
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

describe('the description of the API', () => {
  it('is sound OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(DOCUMENT);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('is handed out to anybody who asks', async () => {
    const { body } = await world.agent().get('/api/v1/openapi.json').expect(200);
    expect(Object.keys(body.paths)).toEqual(Object.keys(DOCUMENT.paths as object));
    const { name } = body.components.securitySchemes.session;
    const signedIn = await world.signIn(address('sofie.brandt'));
    const { headers } = await signedIn.post('/log-ud');
    expect(String(headers['set-cookie'])).toContain(`${name}=`);
  });

  it('names every address that there is, and none that there is not', () => {
    const described = apiOperations(OPERATIONS).map(({ method, path }) => `${method} ${path}`);
    const served = routesIn(world)
      .filter(({ path }) => path.startsWith('/api/v1'))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(described.toSorted()).toEqual(served.toSorted());
  });

  it('says what every part of a path must look like, but for secrets and the names of files', () => {
    interface Parameter {
      name: string;
      in: string;
      schema: { type?: string; pattern?: string };
    }
    const { paths } = DOCUMENT as { paths: Record<string, Record<string, { parameters: Parameter[] }>> };
    const inPaths = Object.values(paths)
      .flatMap((methods) => Object.values(methods).flatMap(({ parameters }) => parameters))
      .filter((parameter) => parameter.in === 'path');
    expect(inPaths.length).toBeGreaterThan(40);
    expect(inPaths.filter(({ schema }) => schema.type !== 'string')).toEqual([]);
    const open = inPaths.filter(({ schema }) => schema.pattern === undefined).map(({ name }) => name);
    expect(new Set(open)).toEqual(new Set(['token', 'name']));
  });

  it('knows every event that people may send to the three machines', () => {
    const { schemas } = DOCUMENT.components as { schemas: Record<string, unknown> };
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
