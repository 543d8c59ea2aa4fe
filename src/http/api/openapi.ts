/** The API described by OpenAPI 3.1, made from the schemas that check what comes in: it cannot say anything else than they do. */
import { z } from 'zod';
import { needsSession } from '../access.ts';
import { type Answer, answer, isCommitted } from '../answer.ts';
import { REQUEST_ID } from '../form.ts';
import { type ApiOperation, apiOperations, type Operation, operation } from '../operation.ts';
import { Committed } from './answers.ts';

export type JsonSchema = Record<string, unknown>;

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonSchema) => ({ 'application/json': { schema } });

/** @param cookie the name of the session's cookie, @returns an OpenAPI 3.1.1 document; JSON values only */
export function openApiDocument(operations: readonly ApiOperation[], cookie: string): JsonSchema {
  const schemas: Record<string, JsonSchema> = { Committed: schemaOf(Committed, {}, 'output'), Problem: PROBLEM };
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const each of operations) {
    paths[each.path] = { ...paths[each.path], [each.method]: described(each, schemas) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Sagsgang',
      version: '1',
      description:
        'The same commands and policies as the pages. A request may carry Idempotency-Key, so that it can be sent again, and If-Match with the sequence number that was read. A refusal is a problem by RFC 9457 whose code names the rule.',
    },
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookie, description: 'From POST /api/v1/sessions.' },
      },
    },
  };
}

function described(one: ApiOperation, schemas: Record<string, JsonSchema>): JsonSchema {
  const { method, path, summary, access, schema, answers } = one;
  const parameters = [
    ...pathParameters(one),
    ...(schema.query ? queryParameters(schema.query, schemas) : []),
    ...(isCommitted(answers) ? HEADERS : one.keyed ? HEADERS.slice(0, 1) : []),
  ];
  const body = bodyOf(one, schemas);
  return {
    operationId: operationId(method, path),
    summary,
    security: needsSession(access) ? [{ session: [] }] : [],
    parameters,
    ...(body && { requestBody: { required: true, content: body } }),
    responses: {
      [answers.status]: { description: answers.what, ...answered(answers, schemas) },
      default: {
        description: 'The rule that says no.',
        content: { 'application/problem+json': { schema: ref('Problem') } },
      },
    },
  };
}

function answered({ json: schema, file }: Answer, schemas: Record<string, JsonSchema>): JsonSchema {
  if (file !== undefined) return { content: { [file]: {} } };
  if (schema === undefined) return {};
  return { content: json(schema === Committed ? ref('Committed') : schemaOf(schema, schemas, 'output')) };
}

const operationId = (method: string, path: string): string =>
  [method, ...path.replace('/api/v1/', '').split(/[^A-Za-z]+/)]
    .filter((part) => part !== '')
    .map((part, n) => (n === 0 ? part : `${part[0]?.toUpperCase()}${part.slice(1)}`))
    .join('');

const pathParameters = (one: ApiOperation): JsonSchema[] =>
  [...one.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: propertiesOf(one.schema.params)[name] ?? checkedWithBody(one, name) ?? { type: 'string' },
  }));

/** What the schema of the body says of a field that the path fills in. */
function checkedWithBody({ schema, events, implies = {} }: ApiOperation, parameter: string): JsonSchema | undefined {
  const [field] = Object.entries(implies).find(([, from]) => from === `:${parameter}`) ?? [];
  const [event] = Object.values(events?.types ?? {});
  return field === undefined ? undefined : propertiesOf(event?.input ?? schema.body)[field];
}

function propertiesOf(schema: z.ZodType | undefined): Record<string, JsonSchema> {
  const { properties = {} } = schema ? schemaOf(schema, {}) : {};
  return properties as Record<string, JsonSchema>;
}

const HEADERS: JsonSchema[] = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same key and the same content are the same request: it is done once.',
    schema: { type: 'string', pattern: REQUEST_ID.source },
  },
  {
    name: 'If-Match',
    in: 'header',
    description: 'The sequence number that was read, in quotation marks.',
    schema: { type: 'string' },
  },
];

function queryParameters(query: z.ZodType, schemas: Record<string, JsonSchema>): JsonSchema[] {
  const { properties = {}, required = [] } = schemaOf(query, schemas) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function bodyOf(one: ApiOperation, schemas: Record<string, JsonSchema>): JsonSchema | null {
  const { schema, events, takes, implies = {} } = one;
  const implied = Object.keys(implies);
  if (takes?.kind === 'file') {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' };
    return { 'multipart/form-data': { schema: { type: 'object', properties: { file }, required: ['file'] } } };
  }
  if (!events) return schema.body ? json(without(schemaOf(schema.body, schemas), implied)) : null;
  const names = Object.entries(events.types).map(([type, { input }]) => {
    const name = `${events.subject}.${type}`;
    schemas[name] = asEvent(type, without(schemaOf(input, schemas), implied));
    return name;
  });
  const mapping = Object.fromEntries(names.map((name) => [name.split('.')[1], `#/components/schemas/${name}`]));
  return json({ oneOf: names.map(ref), discriminator: { propertyName: 'type', mapping } });
}

/**
 * What comes in, before defaults are filled in, or what goes out. A check that JSON Schema cannot say is left to the answer. What refers to itself
 * (rich text, whose nodes hold nodes) is named among the document's schemas.
 */
function schemaOf(
  schema: z.ZodType,
  schemas: Record<string, JsonSchema>,
  io: 'input' | 'output' = 'input',
): JsonSchema {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  const node = io === 'input' ? 'RichNode' : 'RichNodeRead';
  const named = JSON.stringify(made).replaceAll(/#\/\$defs\/__schema(\d+)/g, `#/components/schemas/${node}$1`);
  const { $schema: _, $defs = {}, ...rest } = JSON.parse(named) as JsonSchema & { $defs?: Record<string, JsonSchema> };
  for (const [name, definition] of Object.entries($defs)) schemas[name.replace('__schema', node)] = definition;
  return rest;
}

function without(schema: JsonSchema, fields: readonly string[]): JsonSchema {
  const { properties = {}, required = [], ...rest } = schema as { properties?: JsonSchema; required?: string[] };
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !fields.includes(name))),
    required: required.filter((name) => !fields.includes(name)),
  };
}

function asEvent(type: string, schema: JsonSchema): JsonSchema {
  const { properties, required } = schema as { properties: JsonSchema; required: string[] };
  return { ...schema, properties: { type: { const: type }, ...properties }, required: ['type', ...required] };
}

const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'RFC 9457. `code` is the rule; `detail` says in Danish why, and who can change it.',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    issues: {
      type: 'array',
      description:
        'Of the code `bad-input`: what is wrong with query, headers or body, and where; a path that names nothing is `not-found`.',
      items: {
        type: 'object',
        properties: {
          path: { type: 'array', items: { type: ['string', 'integer'] } },
          message: { type: 'string' },
        },
        required: ['path', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
};

/**
 * The description, handed out to anybody.
 * @param others the operations that it is about, besides itself
 */
export function openApiOperation(others: readonly Operation[]): Operation {
  let made: string | null = null;
  const self: Operation = operation({
    method: 'get',
    path: '/api/v1/openapi.json',
    access: 'public',
    summary: 'What programs may do, as you read it here.',
    answers: answer('This document.', z.looseObject({ openapi: z.string() })),
    handler({ web, response }) {
      made ??= JSON.stringify(openApiDocument(apiOperations([...others, self]), web.cookie.name));
      response.type('application/json').send(made);
    },
  });
  return self;
}
