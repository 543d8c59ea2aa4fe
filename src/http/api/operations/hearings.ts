/** Hearings: for those who run them, for invited parties behind their links, and for everybody. */
import { z } from 'zod';
import { PlanHearingInput } from '#src/commands/hearing/plan.ts';
import { PartyAnswer, PublicAnswer } from '../answering.ts';
import { Hearing, HearingList } from '../answers.ts';
import {
  AnswerFile,
  PartyDoor,
  PublicHearing,
  PublicHearings,
  Receipt,
  WindowWarnings,
} from '../answers-of-service.ts';
import { hearingEvents } from '../hearing-events.ts';
import { answer, committed, file, type Operation } from '../operation.ts';
import { WindowInput } from '../queries.ts';
import { CodeAsked, CodeEntered } from './sessions.ts';

const bytes = file('The file.', 'application/octet-stream');
const RECEIPT = answer('The receipt: number, time, and whether it came late.', Receipt, 201);
const TICKET = answer('The file, and the ticket by which an answer names it.', AnswerFile, 201);

const running: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/hearings',
    summary: 'The hearings of the items that one may read.',
    session: true,
    answers: answer('The hearings.', HearingList),
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
    answers: answer('The hearing.', Hearing),
  },
  {
    method: 'get',
    path: '/api/v1/hearings/{hearing}/answers/{n}/files/{file}',
    summary: 'A file of an answer.',
    session: true,
    answers: bytes,
  },
  {
    method: 'post',
    path: '/api/v1/hearings/{id}/window-warnings',
    summary: 'What to think twice about before its window is set; nothing is changed.',
    session: true,
    body: WindowInput,
    answers: answer('In Danish sentences; none for a window that would be refused.', WindowWarnings),
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
];

/** The files of what is heard, and those of an answer to come. */
const filesBehind = (door: string): readonly Operation[] => [
  {
    method: 'get',
    path: `${door}/bilag/{seq}`,
    summary: 'An attachment of what is heard.',
    session: false,
    answers: bytes,
  },
  {
    method: 'post',
    path: `${door}/files`,
    summary: 'Brings a file for an answer.',
    session: false,
    takesFile: true,
    answers: TICKET,
  },
];

const LINK = '/api/v1/hearing-links/{token}';
const behindLink: readonly Operation[] = [
  {
    method: 'get',
    path: LINK,
    summary: 'What the link in an invitation is for; of a closed item only after the code.',
    session: false,
    answers: answer('The hearing, the party and, after the code, its answers.', PartyDoor),
  },
  {
    method: 'post',
    path: `${LINK}/codes`,
    summary: 'Asks for a code at the address that was invited.',
    session: false,
    answers: answer('The request that the code belongs to.', CodeAsked, 202),
  },
  {
    method: 'post',
    path: `${LINK}/sessions`,
    summary: 'Enters the code; the cookie is in the answer and good for twelve hours.',
    session: false,
    body: CodeEntered,
    answers: { status: 204, what: 'The party is known.' },
  },
  ...filesBehind(LINK),
  {
    method: 'post',
    path: `${LINK}/answers`,
    summary: 'Answers the hearing.',
    session: false,
    keyed: true,
    body: PartyAnswer,
    answers: RECEIPT,
  },
  {
    method: 'post',
    path: `${LINK}/refusals`,
    summary: 'Says that the party will not answer; it may still change its mind.',
    session: false,
    answers: { ...committed(200, 'It is noted.') },
  },
];

const PUBLIC = '/api/v1/public/hearings';
const open: readonly Operation[] = [
  {
    method: 'get',
    path: PUBLIC,
    summary: 'Hearings that are open to everybody.',
    session: false,
    answers: answer('The hearings.', z.strictObject({ hearings: z.array(PublicHearings) })),
  },
  {
    method: 'get',
    path: `${PUBLIC}/{id}`,
    summary: 'A hearing that is open to everybody, with its text.',
    session: false,
    answers: answer('The hearing.', PublicHearing),
  },
  ...filesBehind(`${PUBLIC}/{id}`),
  {
    method: 'post',
    path: `${PUBLIC}/{id}/answers`,
    summary: 'Answers a hearing that is open to everybody.',
    session: false,
    keyed: true,
    body: PublicAnswer,
    answers: RECEIPT,
  },
];

export const hearingOperations: readonly Operation[] = [...running, ...behindLink, ...open];
