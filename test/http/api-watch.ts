/**
 * Holds every real answer of the API against the document that it hands out, whichever test asked: what is answered and not
 * described, or described and not answered so, ends the test file with an error.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openApiDocument } from '#src/http/api/openapi.ts';
import { apiOperations } from '#src/http/operation.ts';
import { OPERATIONS } from '#src/http/routes.ts';

/** Every operation of the API. */
export const operations = apiOperations(OPERATIONS);
const document = openApiDocument(operations, 'sagsgang');
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(document, 'api');

const escaped = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');
const PATTERNS = operations.map((operation) => ({
  operation,
  key: `${operation.method} ${operation.path}`,
  pattern: new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}$`),
}));
/** The more an address says itself, the better it fits: "…/items/{id}" is not "…/items/readings". */
const exactFirst = PATTERNS.toSorted((one, other) => one.key.split('{').length - other.key.split('{').length);

function faultOf(place: string, value: unknown): string | null {
  const validate = ajv.getSchema(`api#${place}`);
  if (validate === undefined) return `nothing is described at ${place}`;
  return validate(value) ? null : ajv.errorsText(validate.errors).slice(0, 600);
}

export function watchApi() {
  const faults: string[] = [];
  /** Operations that were answered as they say, by method and path. */
  const answered = new Set<string>();

  function judge(method: string, address: string, response: ServerResponse, body: Buffer): void {
    const path = address.split('?')[0] ?? '';
    const status = response.statusCode;
    const found = exactFirst.find(({ operation, pattern }) => operation.method === method && pattern.test(path));
    if (status === 304 || (found === undefined && [401, 403, 404].includes(status))) return;
    const name = `${method} ${path} ${status}`;
    if (found === undefined) return void faults.push(`${name}: no such operation is described`);
    const { key, operation } = found;
    const type = String(response.getHeader('content-type') ?? '').split(';')[0] ?? '';
    const responses = `/paths/${escaped(operation.path)}/${method}/responses`;
    const fault = (what: string | null) => what !== null && faults.push(`${name}: ${what}`);
    if (status >= 400) {
      if (type !== 'application/problem+json') return void fault(`a refusal as ${type}`);
      const problem = JSON.parse(body.toString());
      fault(faultOf('/components/schemas/Problem', problem));
      if (problem.status !== status) fault('the problem says another status');
      return;
    }
    if (status !== operation.answers.status && !(operation.answers.file !== undefined && status === 206))
      return void fault(`${operation.answers.status} is described`);
    answered.add(key);
    if (operation.answers.json === undefined && operation.answers.file === undefined) {
      if (body.length > 0) fault('nothing is described, and something was answered');
    } else if (operation.answers.json !== undefined) {
      const json = `${responses}/${status}/content/${escaped('application/json')}/schema`;
      fault(type === 'application/json' ? faultOf(json, JSON.parse(body.toString())) : `an answer as ${type}`);
    } else if (operation.answers.file === 'application/pdf' && type !== 'application/pdf') fault(`a file as ${type}`);
  }

  return {
    faults,
    answered,
    watch(request: IncomingMessage, response: ServerResponse): void {
      const { method = '', url = '' } = request;
      if (!url.startsWith('/api/v1/') || method === 'HEAD' || method === 'OPTIONS') return;
      const chunks: Buffer[] = [];
      const keep = (chunk: unknown) => {
        if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
      };
      const { write, end } = response;
      response.write = (...args: unknown[]) => {
        keep(args[0]);
        return Reflect.apply(write, response, args) as boolean;
      };
      response.end = (...args: unknown[]) => {
        keep(args[0]);
        return Reflect.apply(end, response, args) as ServerResponse;
      };
      response.once('finish', () => judge(method.toLowerCase(), url, response, Buffer.concat(chunks)));
    },
  };
}
