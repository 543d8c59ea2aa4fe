/** Every operation of the API besides the events: its path, what it takes and what it answers. The document is made from this. */
import { z } from 'zod';
import { CreateItemInput } from '#src/commands/create-item.ts';
import { ImportAgendaInput } from '#src/commands/import-agenda.ts';
import { PlanHearingInput } from '#src/commands/plan-hearing.ts';
import { PlanMeetingInput } from '#src/commands/plan-meeting.ts';
import { SaveDraftInput } from '#src/commands/save-draft.ts';
import { SpinOffItemInput } from '#src/commands/spin-off-item.ts';
import { ItemListQuery } from '#src/views/item-list.ts';
import { hearingEvents } from './hearing-events.ts';
import type { ApiEvent } from './item-events.ts';
import { itemEvents } from './item-events.ts';
import { meetingEvents } from './meeting-events.ts';
import { PublicAnswer } from './public-hearings.ts';

export interface Operation {
  method: 'get' | 'post' | 'put';
  /** With parameters in braces. */
  path: string;
  summary: string;
  /** False for what needs no session. */
  session: boolean;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** Fields of `body` that the path says already. */
  inPath?: readonly string[];
  /** Instead of `body`: one of these events, by the name in `type`. */
  events?: Readonly<Record<string, ApiEvent>>;
  /** Instead of JSON, one file in the field `file`. */
  takesFile?: boolean;
  answers: { status: number; what: string; schema?: 'Committed' | 'object' | 'file' };
}

const committed = (status: number, what: string) => ({ status, what, schema: 'Committed' }) as const;
const object = (what: string) => ({ status: 200, what, schema: 'object' }) as const;
const SignInCode = z.object({ email: z.string() });
const NewSession = z.object({ request: z.string(), code: z.string() });

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/sign-in-codes',
    summary: 'Asks for a code by mail.',
    session: false,
    body: SignInCode,
    answers: { status: 202, what: 'The request that the code belongs to.', schema: 'object' },
  },
  {
    method: 'post',
    path: '/api/v1/sessions',
    summary: 'Opens a session with a mailed code; the cookie is in the answer.',
    session: false,
    body: NewSession,
    answers: { status: 204, what: 'The session is open.' },
  },
  { method: 'get', path: '/api/v1/me', summary: 'Who is signed in.', session: true, answers: object('The person.') },
  {
    method: 'get',
    path: '/api/v1/deadlines',
    summary: 'What falls due on what one may see, each with how it was found, and what came late or fell away.',
    session: true,
    answers: object('Deadlines still to come, soonest first, and those to know of, latest first.'),
  },
  {
    method: 'get',
    path: '/api/v1/items',
    summary: 'The items that one may read, page by page.',
    session: true,
    query: ItemListQuery,
    answers: object('Items, and the cursor of the next page.'),
  },
  {
    method: 'post',
    path: '/api/v1/items',
    summary: 'Begins an item.',
    session: true,
    body: CreateItemInput,
    answers: committed(201, 'The item has begun; its draft has revision 1.'),
  },
  {
    method: 'post',
    path: '/api/v1/imports',
    summary: 'Makes drafts of a published agenda or item, and plans its meeting if that is wanted.',
    session: true,
    body: ImportAgendaInput,
    answers: { status: 201, what: 'The new items, and the meeting.', schema: 'object' },
  },
  {
    method: 'get',
    path: '/api/v1/items/{id}',
    summary: 'An item: state, text, and what the reader may do with it now.',
    session: true,
    answers: object('The item; the draft for its owner.'),
  },
  {
    method: 'put',
    path: '/api/v1/items/{id}/draft',
    summary: 'Saves the draft, if nobody else has saved it since the revision that was read.',
    session: true,
    body: SaveDraftInput,
    inPath: ['item'],
    answers: object('The new revision.'),
  },
  {
    method: 'post',
    path: '/api/v1/items/{id}/files',
    summary: 'Brings a file for an attachment; it is checked at once, and named by what is wrong with it.',
    session: true,
    takesFile: true,
    answers: { status: 201, what: 'The file as the draft may name it.', schema: 'object' },
  },
  {
    method: 'get',
    path: '/api/v1/items/{id}/bilag/{seq}',
    summary: 'An attachment, for whoever may open it.',
    session: true,
    answers: { status: 200, what: 'The file.', schema: 'file' },
  },
  {
    method: 'post',
    path: '/api/v1/items/{id}/events',
    summary: 'Does something to an item.',
    session: true,
    events: itemEvents,
    inPath: ['item'],
    answers: committed(200, 'It is done and cannot be lost.'),
  },
  {
    method: 'post',
    path: '/api/v1/items/{id}/sub-items/{subItem}/item',
    summary: 'Makes a sub-item an item of its own.',
    session: true,
    body: SpinOffItemInput,
    inPath: ['item', 'subItem'],
    answers: committed(201, 'The new item has begun, its draft filled in.'),
  },
  {
    method: 'post',
    path: '/api/v1/meetings',
    summary: 'Plans a meeting.',
    session: true,
    body: PlanMeetingInput,
    answers: committed(201, 'The meeting is planned.'),
  },
  {
    method: 'get',
    path: '/api/v1/meetings/{id}',
    summary: 'A meeting with its agenda, and what the reader may do with it now.',
    session: true,
    answers: object('The meeting.'),
  },
  {
    method: 'get',
    path: '/api/v1/meetings/{id}/protocol',
    summary: 'The protocol as it is signed: its text, its hash, and who has answered.',
    session: true,
    answers: object('The protocol.'),
  },
  {
    method: 'post',
    path: '/api/v1/meetings/{id}/events',
    summary: 'Does something to a meeting.',
    session: true,
    events: meetingEvents,
    inPath: ['meeting'],
    answers: committed(200, 'It is done and cannot be lost.'),
  },
  {
    method: 'post',
    path: '/api/v1/hearings',
    summary: 'Plans the hearing that an item waits for.',
    session: true,
    body: PlanHearingInput,
    answers: committed(201, 'The hearing is planned.'),
  },
  {
    method: 'get',
    path: '/api/v1/hearings/{id}',
    summary: 'A hearing with its parties and answers.',
    session: true,
    answers: object('The hearing.'),
  },
  {
    method: 'post',
    path: '/api/v1/hearings/{id}/events',
    summary: 'Does something to a hearing.',
    session: true,
    events: hearingEvents,
    inPath: ['hearing'],
    answers: committed(200, 'It is done and cannot be lost.'),
  },
  {
    method: 'get',
    path: '/api/v1/public/hearings',
    summary: 'Hearings that are open to everybody.',
    session: false,
    answers: object('The hearings.'),
  },
  {
    method: 'get',
    path: '/api/v1/public/hearings/{id}',
    summary: 'A hearing that is open to everybody, with its text.',
    session: false,
    answers: object('The hearing.'),
  },
  {
    method: 'post',
    path: '/api/v1/public/hearings/{id}/answers',
    summary: 'Answers a hearing that is open to everybody.',
    session: false,
    body: PublicAnswer,
    answers: { status: 201, what: 'The receipt: number, time, and whether it came late.', schema: 'object' },
  },
];
