/** How the body of a request is read: JSON or a form within a limit, or files, which the handler receives itself. */
import type { IncomingMessage } from 'node:http';
import express, { type Request, type RequestHandler, type Response } from 'express';
import qs from 'qs';
import { badInput, Refusal } from '#src/errors.ts';
import { onSilence } from './silence.ts';

export interface BodyReader {
  readonly kind: 'json' | 'form' | 'file' | 'form-with-files';
  /** Null where the handler receives the body itself: files lie on disk only while it works, and not before it has said yes. */
  readonly parse: RequestHandler | null;
}

/** @param limit as express takes it: '64kb', '1mb' */
export const json = (limit: string): BodyReader => ({ kind: 'json', parse: express.json({ limit }) });

/** Rows hold rows hold fields (`rows[0][members][]`); no form of ours goes deeper. */
const DEEPEST_NAME = 4;

/** What would give a plain object another prototype, or stand in the way of its own. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Names may say where a field belongs (`rows[0][office]`, `roles[]`); they are read by qs.
 * A name that goes too deep, or names an object's own parts, is `bad-input` (400); too many fields or bytes are `body-too-large` (413).
 * A list may have as many entries as the form may have fields; a higher number makes an object, which `rowsIn` takes for a list.
 * @param most how large it may be, as express takes it, and how many fields it may have
 */
export function form(most: { limit: string; fields: number }): BodyReader {
  const options = {
    extended: true,
    limit: most.limit,
    parameterLimit: most.fields,
    depth: DEEPEST_NAME,
    verify: (_request: unknown, _response: unknown, body: Buffer) => assertNames(body.toString('latin1')),
  };
  return { kind: 'form', parse: express.urlencoded(options) };
}

function assertNames(body: string): void {
  for (const pair of body.split('&')) assertName(nameIn(pair));
}

function assertName(name: string): void {
  if (name.split(/[[\].]/).some((part) => RESERVED.has(part)))
    throw badInput([{ path: [], message: 'a field has a name that no field may have' }]);
}

/**
 * Fields that were received one by one (a form with files), put together by their names as those of any other form.
 * @param fields by name; one that came several times has a list
 * @throws Refusal `bad-input` (400) as in `form`
 */
export function nestedFields(fields: Readonly<Record<string, readonly string[]>>): Record<string, unknown> {
  for (const name of Object.keys(fields)) assertName(name);
  const single = Object.entries(fields).map(([name, values]) => [name, values.length === 1 ? values[0] : values]);
  const count = Object.values(fields).flat().length;
  try {
    // As express.urlencoded calls it; its types know only of names with one value.
    return qs.parse(Object.fromEntries(single) as Record<string, string>, {
      allowPrototypes: true,
      arrayLimit: Math.max(100, count),
      depth: DEEPEST_NAME,
      strictDepth: true,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw badInput([{ path: [], message: 'a field has a name that goes too deep' }], {}, error);
  }
}

/** The name in "name=value"; a name that cannot be decoded is nobody's. */
function nameIn(pair: string): string {
  const [name = ''] = pair.split('=', 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** One file in the field `file`; the handler receives it. */
export const FILE: BodyReader = { kind: 'file', parse: null };
/** A form as `multipart/form-data`, with files or without; the handler receives it. */
export const FORM_WITH_FILES: BodyReader = { kind: 'form-with-files', parse: null };

/** Forms and events. */
export const SHORT_FORM = form({ limit: '64kb', fields: 500 });
export const SHORT_JSON = json('64kb');
/** Drafts and other texts. */
export const LONG_FORM = form({ limit: '1mb', fields: 2_000 });
export const LONG_JSON = json('1mb');

const SHORT_BYTES = 64 * 1024;
/**
 * JSON that may be as long as others only where it is of the kind that brings a text along.
 * @param isLong judges what came; of what is no such JSON at all the schema says more than its length does
 */
export function jsonWhere(isLong: (body: unknown) => boolean): BodyReader {
  const sizes = new WeakMap<IncomingMessage, number>();
  const parse = express.json({
    limit: '1mb',
    verify: (request, _response, body) => void sizes.set(request, body.length),
  });
  const tooLarge = () => new Refusal('body-too-large', 413, { limit: SHORT_BYTES });
  return {
    kind: 'json',
    parse: (request, response, next) =>
      void parse(request, response, (error?: unknown) => {
        const isShort = (sizes.get(request) ?? 0) <= SHORT_BYTES;
        next(error ?? (isShort || isLong(request.body) ? undefined : tooLarge()));
      }),
  };
}

/** The fields of a body as they came: of a form what qs made of its names, of JSON the members of the object. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * The body as it came in, for a schema to check; of a form without its request id.
 * @throws Refusal `bad-input`: 415 for JSON that does not say it is, 400 for JSON that is no object
 */
export function fieldsIn(request: Request, { kind }: BodyReader): Fields {
  if (kind !== 'json') return fieldsOf(request);
  const body: unknown = request.body;
  if (!request.is('json')) throw new Refusal('bad-input', 415, { issues: [] });
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badInput([{ path: [], message: 'a JSON object is expected' }]);
  return body as Fields;
}

/** The fields of a form without the hidden field that every form of ours has, its request id. */
export function fieldsOf(request: Request): Fields {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {};
  const { requestId: _requestId, ...fields } = body as Fields;
  return fields;
}

/** Reads a form that may come without files too, for a handler that receives it itself. @throws as `parseBody` */
export async function receiveForm(request: Request, response: Response): Promise<Fields> {
  await parseBody(LONG_FORM, request, response);
  return fieldsOf(request);
}

/** Keeps what has come with files where other forms have it: `commandRequest` tells two intentions apart by it. */
export function keepFields(request: Request, fields: Fields): Fields {
  request.body = fields;
  return fieldsOf(request);
}

/**
 * Reads the body into `request.body`.
 * @throws what the parser says of it, as `problems.ts` knows it; Refusal `body-cut-off` (408) where it stands still
 */
export const parseBody = ({ parse }: BodyReader, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    if (parse === null) return resolve();
    const stop = onSilence(request, () => reject(new Refusal('body-cut-off', 408)));
    void parse(request, response, (error?: unknown) => {
      stop();
      if (error === undefined) resolve();
      else reject(error);
    });
  });
