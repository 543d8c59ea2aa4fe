/**
 * A page or an operation of the API, declared once: from its descriptor follow the route, who is let in, how its input is read
 * and checked, and (where its path is under /api/v1) its description in OpenAPI.
 */
import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { AuditKind } from '#src/audit/models.ts';
import type { Actor } from '#src/auth/actor.ts';
import { actorOn } from '#src/auth/middleware.ts';
import type { Config } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { isRefusal, type Refusal } from '#src/errors.ts';
import { readInput } from '#src/read-input.ts';
import { type Access, assertAccess } from './access.ts';
import { type Answer, sendAnswer } from './answer.ts';
import { type BodyReader, type Fields, fieldsIn, parseBody, SHORT_FORM, SHORT_JSON } from './body.ts';
import { readParams } from './path-params.ts';
import { noteRouted } from './routed.ts';
import type { Web } from './web.ts';

/** What a handler is given: who asks, and input that has been checked. */
export interface Call<Who = Actor, Params = unknown, Query = unknown, Body = unknown, ReceivedAt = unknown> {
  web: Web;
  app: App;
  request: Request;
  response: Response;
  actor: Who;
  params: Params;
  query: Query;
  /** Empty where the handler receives a form itself, because files come with it. */
  body: Body;
  /** The body's fields as they came, whether they fit or not: for a form that is shown again, and for nothing else. */
  fields: Fields;
  /** Where the operation is `timed`. */
  receivedAt: ReceivedAt;
  /** Checks the fields of a form that the handler has received itself. @throws Refusal as for every other body */
  checkBody(fields: Fields): Body;
}

/** What a form that is shown again is given: as the handler, but for the body, which does not fit. */
export type RefusedCall<Who = Actor, Params = unknown, Query = unknown, ReceivedAt = unknown> = Omit<
  Call<Who, Params, Query, never, ReceivedAt>,
  'body' | 'checkBody'
>;

/** What is done to a `subject`, by the name in `type`, each with an input of its own. */
export interface Events {
  subject: string;
  types: Readonly<Record<string, { readonly input: z.ZodObject }>>;
}

interface Described {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Mandatory, so that no route lacks it. */
  access: Access;
  /** For the API: what it does, in a sentence. */
  summary?: string;
  /** For the API: what it answers where nothing is refused. */
  answers?: Answer;
  /** For the API: the same request may be sent again under its Idempotency-Key; so may every one that answers what was committed. */
  keyed?: boolean;
  /** How the body is read. By default 64 kB: a form on a page's POST, JSON where an operation of the API has a schema for it. */
  takes?: BodyReader;
  /** Fields of the body that the path says (`item: ':id'`) or that are always null: filled in before `schema.body` checks it. */
  implies?: Readonly<Record<string, `:${string}` | null>>;
  /** For the API: the body is one of these events, by which OpenAPI describes it. */
  events?: Events;
  /** What it is in the audit log wherever it is done; a handler that does it only sometimes says so itself (audit.ts). */
  audit?: AuditKind;
  /** It exists only where the service is set up so. */
  when?(config: Config): boolean;
}

type ActorFor<A extends Access> = A extends 'session' | { readonly role: unknown } ? Actor : Actor | null;
type ReceivedAt<Timed extends boolean> = Timed extends true ? Date : undefined;
type NoInput = z.ZodType<Record<string, never>>;

interface Descriptor<
  A extends Access,
  P extends z.ZodObject,
  Q extends z.ZodType,
  B extends z.ZodType,
  Timed extends boolean,
> extends Described {
  /** As express writes it; several where pages and programs share an operation. */
  path: string | readonly string[];
  access: A;
  /** The service's clock is read before the body: what counts for a deadline is when an answer came, not how long it was. */
  timed?: Timed;
  schema?: { params?: P; query?: Q; body?: B };
  /** Answers the request, or returns what `answers` describes: JSON, or nothing where the answer has no body. */
  handler(call: Call<ActorFor<A>, z.infer<P>, z.infer<Q>, z.infer<B>, ReceivedAt<Timed>>): unknown;
  /**
   * Answers where the body does not fit `schema.body`: a form that is shown again, with what was typed and what is wrong with it.
   * Where it is missing the refusal is answered as any other.
   * @param refusal 400: `bad-input` with its issues, `nested-too-deep`, `half-character`
   */
  onBadInput?(call: RefusedCall<ActorFor<A>, z.infer<P>, z.infer<Q>, ReceivedAt<Timed>>, refusal: Refusal): unknown;
}

export interface Operation extends Described {
  paths: readonly string[];
  schema: { params?: z.ZodObject; query?: z.ZodType; body?: z.ZodType };
  /** @throws Refusal as access, input and the handler do */
  run(web: Web, request: Request, response: Response): Promise<void>;
}

/**
 * Declares a page or an operation of the API. A request is let in, then its body is read, then path, query and body are checked,
 * then the handler works; each may end it with a Refusal.
 * @throws at start-up where a descriptor contradicts itself
 */
export function operation<
  const A extends Access,
  P extends z.ZodObject = z.ZodObject<Record<string, never>>,
  Q extends z.ZodType = NoInput,
  B extends z.ZodType = NoInput,
  Timed extends boolean = false,
>(descriptor: Descriptor<A, P, Q, B, Timed>): Operation {
  const { path, schema = {}, timed, handler, onBadInput, ...described } = descriptor;
  const paths: readonly string[] = [path].flat();
  assertConsistent(described, paths, schema.params);
  const takes = described.takes ?? usualReader(described, paths, schema.body !== undefined);
  const checkBody = (fields: Fields) => (schema.body ? readInput(schema.body, fields) : {}) as z.infer<B>;

  async function answerTo(web: Web, request: Request, response: Response): Promise<unknown> {
    const { app } = web;
    assertAccess(described.access, request, app.config.DEMO_DRIVER_KEY);
    const receivedAt = (timed ? await app.clock.now() : undefined) as ReceivedAt<Timed>;
    if (takes) await parseBody(takes, request, response);
    const fields = takes?.parse ? fieldsIn(request, takes) : {};
    const call = {
      web,
      app,
      request,
      response,
      actor: actorOn(request) as ActorFor<A>,
      params: (schema.params ? readParams(schema.params, request.params) : {}) as z.infer<P>,
      query: (schema.query ? readInput(schema.query, request.query) : {}) as z.infer<Q>,
      fields,
      receivedAt,
    };
    if (!takes?.parse) return handler({ ...call, body: {} as z.infer<B>, checkBody });
    let body: z.infer<B>;
    try {
      body = checkBody({ ...fields, ...implied(described.implies, request) });
    } catch (error) {
      if (onBadInput && isRefusal(error)) return onBadInput(call, error);
      throw error;
    }
    return handler({ ...call, body, checkBody });
  }

  async function run(web: Web, request: Request, response: Response): Promise<void> {
    sendAnswer(response, described.answers, await answerTo(web, request, response));
  }
  return { ...described, ...(takes && { takes }), paths, schema, run };
}

/** On a page every POST is a form, if only with its request id; programs send a body where there is something to say. */
function usualReader(
  { method, events }: Described,
  paths: readonly string[],
  hasSchema: boolean,
): BodyReader | undefined {
  if (method === 'get') return undefined;
  if (apiPathIn(paths) === undefined) return SHORT_FORM;
  return hasSchema || events ? SHORT_JSON : undefined;
}

const implied = (fields: Described['implies'] = {}, { params }: Request): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, from]) => [name, from === null ? null : params[from.slice(1)]]),
  );

const apiPathIn = (paths: readonly string[]) => paths.find((path) => path.startsWith('/api/v1/'));

function assertConsistent(
  { access, summary, answers, implies = {} }: Described,
  paths: readonly string[],
  params: z.ZodObject | undefined,
): void {
  const fault = (what: string) => new Error(`${paths.join(', ')} ${what}`);
  if (access === 'link' && !paths.every((path) => /:(token|ticket)\b/.test(path)))
    throw fault('is open to a link, and has no secret in its path');
  if (apiPathIn(paths) !== undefined && (summary === undefined || answers === undefined))
    throw fault('is of the API, and does not say what it does and answers');
  const checked = [...Object.keys(params?.shape ?? {}), ...Object.values(implies).map((from) => from?.slice(1))];
  const unchecked = paths.flatMap(paramsIn).find((name) => !checked.includes(name));
  if (unchecked !== undefined) throw fault(`does not say what ${unchecked} in its path must be`);
}

const paramsIn = (path: string): string[] => [...path.matchAll(/[:*](\w+)/g)].map(([, name = '']) => name);

/** An operation of the API with its path as OpenAPI writes it. */
export interface ApiOperation extends Operation {
  path: string;
  summary: string;
  answers: Answer;
}

/** Those of them that programs may use. */
export const apiOperations = (operations: readonly Operation[]): ApiOperation[] =>
  operations.flatMap((each) => {
    const path = apiPathIn(each.paths)?.replaceAll(/:(\w+)/g, '{$1}');
    const { summary, answers } = each;
    return path && summary && answers ? [{ ...each, path, summary, answers }] : [];
  });

const declared = new WeakMap<object, Operation>();
/** The operation that a route of express was made from, or undefined. */
export const operationOf = (route: object): Operation | undefined => declared.get(route);

/** Makes a route of each operation that exists in this installation. */
export function mount(router: Pick<Router, 'route'>, web: Web, operations: readonly Operation[]): void {
  for (const each of operations) {
    if (each.when && !each.when(web.app.config)) continue;
    const route = router.route([...each.paths]);
    declared.set(route, each);
    route[each.method]((request, response) => {
      noteRouted(request, { ...each, route: each.paths[0] ?? '' }, request.params);
      return each.run(web, request, response);
    });
  }
}
