/** Signing in and out, signing codes, and what waits for whoever is signed in. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Role } from '#src/people/types.ts';
import { At } from '../answers.ts';
import { MyMeetings, Tasks } from '../answers-of-meetings.ts';
import { Deadlines } from '../answers-of-service.ts';
import { answer, type Operation } from '../operation.ts';

const SignInCode = z.strictObject({ email: z.string() });
export const CodeEntered = z.strictObject({ request: z.string(), code: z.string() });
export const CodeAsked = z.strictObject({ request: z.string(), minutes: z.number().int() });
const Me = z.strictObject({
  person: Id,
  name: z.string(),
  roles: z.array(Role),
  offices: z.array(z.strictObject({ office: Id, onBehalfOf: Id.nullable() })),
  organs: z.array(Id),
});
const Session = z.strictObject({
  userAgent: z.string(),
  createdAt: At,
  lastSeenAt: At,
  expiresAt: At,
  current: z.boolean(),
});

export const sessionOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/sign-in-codes',
    summary: 'Asks for a code by mail.',
    session: false,
    body: SignInCode,
    answers: answer('The request that the code belongs to.', CodeAsked, 202),
  },
  {
    method: 'post',
    path: '/api/v1/sessions',
    summary: 'Opens a session with a mailed code; the cookie is in the answer.',
    session: false,
    body: CodeEntered,
    answers: { status: 204, what: 'The session is open.' },
  },
  {
    method: 'get',
    path: '/api/v1/sessions',
    summary: 'Where one is signed in.',
    session: true,
    answers: answer('The sessions, latest used first.', z.strictObject({ sessions: z.array(Session) })),
  },
  {
    method: 'delete',
    path: '/api/v1/sessions/current',
    summary: 'Signs out.',
    session: false,
    answers: { status: 204, what: 'The session has ended.' },
  },
  {
    method: 'delete',
    path: '/api/v1/sessions',
    summary: 'Signs out everywhere.',
    session: true,
    answers: { status: 204, what: 'All sessions have ended.' },
  },
  {
    method: 'post',
    path: '/api/v1/signature-codes',
    summary: 'Asks for the code that a signature needs: it must be entered at most 15 minutes before.',
    session: true,
    answers: answer('The request that the code belongs to.', CodeAsked, 202),
  },
  {
    method: 'post',
    path: '/api/v1/signature-codes/confirmations',
    summary: 'Enters the code that was mailed.',
    session: true,
    body: CodeEntered,
    answers: answer('Until when one may sign.', z.strictObject({ freshUntil: At })),
  },
  {
    method: 'get',
    path: '/api/v1/me',
    summary: 'Who is signed in.',
    session: true,
    answers: answer('The person.', Me),
  },
  {
    method: 'get',
    path: '/api/v1/tasks',
    summary: 'What waits for whoever is signed in, by role.',
    session: true,
    answers: answer('Lists, longest waiting first; null where the person has no role for them.', Tasks),
  },
  {
    method: 'get',
    path: '/api/v1/my-meetings',
    summary: 'The meetings of one’s organs, and protocols to sign.',
    session: true,
    answers: answer('The meetings.', MyMeetings),
  },
  {
    method: 'get',
    path: '/api/v1/deadlines',
    summary: 'What falls due on what one may see, each with how it was found, and what came late or fell away.',
    session: true,
    answers: answer('Deadlines still to come, soonest first, and those to know of, latest first.', Deadlines),
  },
];
