/** Signing in and out over the API, and the codes that signatures need. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { CODE_MINUTES } from '#src/auth/mailed-code.ts';
import { sessionOn } from '#src/auth/middleware.ts';
import { CODE_MAIL_STATES } from '#src/auth/models.ts';
import { FRESH_MINUTES } from '#src/commands/meeting/sign.ts';
import { Role } from '#src/people/types.ts';
import { answer, nothing } from '../answer.ts';
import { type Operation, operation } from '../operation.ts';
import { askForSigningCode, confirmSigningCode } from '../pages/sign/signing-code.ts';
import {
  askForCode,
  endAllSessions,
  endSession,
  endSessionsOf,
  mailStateOf,
  openSession,
} from '../pages/sign-in/session-steps.ts';
import { At } from './answers.ts';

const SignInCode = z.strictObject({ email: z.string() });
export const CodeEntered = z.strictObject({ request: z.string(), code: z.string() });
export const CodeAsked = z.strictObject({ request: z.string(), minutes: z.number().int() });
const CodeMail = z.strictObject({ mail: z.enum(CODE_MAIL_STATES) });
const Me = z.strictObject({
  person: Id,
  name: z.string(),
  roles: z.array(Role),
  offices: z.array(z.strictObject({ office: Id, onBehalfOf: Id.nullable() })),
  organs: z.array(Id),
  /** Ids of the people whose items the person handles today. */
  standsInFor: z.array(Id),
});
const Session = z.strictObject({
  userAgent: z.string(),
  createdAt: At,
  lastSeenAt: At,
  expiresAt: At,
  current: z.boolean(),
});

const signingIn: readonly Operation[] = [
  operation({
    method: 'post',
    path: '/api/v1/sign-in-codes',
    access: 'public',
    audit: 'code-requested',
    summary: 'Asks for a code by mail.',
    schema: { body: SignInCode },
    answers: answer('The request that the code belongs to.', CodeAsked, 202),
    handler: async (call) => ({ request: await askForCode(call, call.body.email), minutes: CODE_MINUTES }),
  }),
  operation({
    method: 'post',
    path: '/api/v1/code-mails',
    access: 'public',
    summary:
      'What has become of the mail with a code; of an address that may not be known, only how the mail server is.',
    schema: { body: z.strictObject({ request: z.string().max(200) }) },
    answers: answer('Where it is.', CodeMail),
    handler: async (call) => ({ mail: await mailStateOf(call, call.body.request) }),
  }),
  operation({
    method: 'post',
    path: '/api/v1/sessions',
    access: 'public',
    audit: 'signed-in',
    summary: 'Opens a session with a mailed code; the cookie is in the answer.',
    schema: { body: CodeEntered },
    answers: nothing('The session is open.'),
    handler: (call) => openSession(call, call.body),
  }),
];

const signedIn: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/api/v1/sessions',
    access: 'session',
    summary: 'Where one is signed in.',
    answers: answer('The sessions, latest used first.', z.strictObject({ sessions: z.array(Session) })),
    async handler({ web, request, actor }) {
      const open = await web.sessions.list(actor.person);
      return {
        sessions: open.map(({ id, userAgent, createdAt, lastSeenAt, expiresAt }) => ({
          userAgent,
          createdAt,
          lastSeenAt,
          expiresAt,
          current: id === sessionOn(request)?.id,
        })),
      };
    },
  }),
  operation({
    method: 'get',
    path: '/api/v1/me',
    access: 'session',
    summary: 'Who is signed in.',
    answers: answer('The person.', Me),
    handler: ({ actor: { person, name, roles, offices, organs, standsInFor } }) => ({
      person,
      name,
      roles,
      offices: offices.map(({ office, onBehalfOf }) => ({ office, onBehalfOf })),
      organs,
      standsInFor,
    }),
  }),
];

const signingOut: readonly Operation[] = [
  operation({
    method: 'delete',
    path: '/api/v1/sessions/current',
    access: 'public',
    audit: 'signed-out',
    summary: 'Signs out.',
    answers: nothing('The session has ended.'),
    handler: (call) => endSession(call),
  }),
  operation({
    method: 'delete',
    path: '/api/v1/sessions',
    access: 'session',
    audit: 'signed-out-everywhere',
    summary: 'Signs out everywhere.',
    answers: nothing('All sessions have ended.'),
    handler: (call) => endAllSessions(call, call.actor.person),
  }),
];

const byAdministrator: readonly Operation[] = [
  operation({
    method: 'delete',
    path: '/api/v1/people/:id/sessions',
    access: { role: 'admin' },
    audit: 'administered',
    summary: 'Signs a person out everywhere.',
    schema: { params: z.object({ id: Id }) },
    answers: nothing('All sessions of the person have ended.'),
    handler: ({ web, params: { id } }) => endSessionsOf(web, id),
  }),
];

const signatures: readonly Operation[] = [
  operation({
    method: 'post',
    path: '/api/v1/signature-codes',
    access: 'session',
    audit: 'code-requested',
    summary: 'Asks for the code that a signature needs: it must be entered at most 15 minutes before.',
    answers: answer('The request that the code belongs to.', CodeAsked, 202),
    handler: async ({ web, request, response }) => ({
      request: await askForSigningCode(web, request, response),
      minutes: CODE_MINUTES,
    }),
  }),
  operation({
    method: 'post',
    path: '/api/v1/signature-codes/confirmations',
    access: 'session',
    audit: 'code-confirmed',
    summary: 'Enters the code that was mailed.',
    schema: { body: CodeEntered },
    answers: answer('Until when one may sign.', z.strictObject({ freshUntil: At })),
    async handler({ web, request, body }) {
      const enteredAt = await confirmSigningCode(web, request, body);
      return { freshUntil: new Date(enteredAt.getTime() + FRESH_MINUTES * 60_000).toISOString() };
    },
  }),
];

export const sessionOperations: readonly Operation[] = [
  ...signingIn,
  ...signedIn,
  ...signingOut,
  ...byAdministrator,
  ...signatures,
];
