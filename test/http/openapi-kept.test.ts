/**
 * What the API promised before its operations were declared by one descriptor: fixtures/openapi.json. Programs that were written
 * against it go on working: paths, parameters, events, fields and answers may come, and none may go.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '#src/http/api/openapi.ts';
import { apiOperations } from '#src/http/operation.ts';
import { OPERATIONS } from '#src/http/routes.ts';

const before: unknown = JSON.parse(readFileSync(new URL('../fixtures/openapi.json', import.meta.url), 'utf8'));
const now = openApiDocument(apiOperations(OPERATIONS), 'sagsgang');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const namesIn = (required: unknown): unknown[] => (Array.isArray(required) ? required : []);

/** Whether a place is about what programs send: there nothing new may be demanded. */
const isSent = (place: string): boolean =>
  place.includes('/requestBody/') ||
  place.includes('/parameters/') ||
  (place.startsWith('/components/schemas/') &&
    !/^\/components\/schemas\/(Committed|Problem|RichNodeRead\d+)\//.test(place));

/** What has been widened on purpose: addresses may have letters beyond ASCII, and a hearing more parties. */
const WIDENED = [/\/email\/(anyOf\/0\/)?pattern$/, /\/hearing\.invite\/properties\/parties\/maxItems$/];

/** What of an older document is no longer so in a newer one, by its place. */
function lost(older: unknown, newer: unknown, place = ''): string[] {
  if (WIDENED.some((pattern) => pattern.test(place))) return [];
  if (isObject(older)) {
    if (!isObject(newer)) return [place];
    const demanded = isSent(`${place}/`) ? namesIn(newer.required) : [];
    const known = namesIn(older.required);
    return [
      ...demanded.filter((name) => !known.includes(name)).map((name) => `${place}: ${String(name)} is demanded`),
      ...Object.entries(older).flatMap(([name, value]) =>
        // Words for people may be bettered, but not a field of that name.
        (name === 'description' || name === 'summary') && typeof value === 'string'
          ? []
          : lost(value, newer[name], `${place}/${name}`),
      ),
    ];
  }
  if (!Array.isArray(older)) return older === newer ? [] : [place];
  if (!Array.isArray(newer)) return [place];
  if (place.endsWith('/required') && isSent(place)) return [];
  return older.flatMap((one, n) =>
    newer.some((other) => lost(one, other, `${place}/${n}`).length === 0) ? [] : [`${place}/${n}`],
  );
}

describe('what the API promised', () => {
  it('still holds, to the last field', () => {
    expect(lost(before, now)).toEqual([]);
  });

  it('would be missed: a path, a field, an event, and something new that is demanded', () => {
    const changed = structuredClone(now) as {
      paths: Record<string, unknown>;
      components: { schemas: Record<string, unknown> };
    };
    delete changed.paths['/api/v1/me'];
    delete changed.components.schemas['item.submit'];
    const problem = changed.components.schemas.Problem as { properties: Record<string, unknown> };
    delete problem.properties.code;
    const withdraw = changed.components.schemas['item.withdraw'] as { required: string[] };
    withdraw.required.push('haste');
    expect(lost(before, changed).toSorted()).toEqual(
      [
        '/components/schemas/Problem/properties/code',
        '/components/schemas/item.submit',
        '/components/schemas/item.withdraw: haste is demanded',
        '/paths//api/v1/me',
      ].toSorted(),
    );
  });
});
