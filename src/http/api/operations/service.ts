/** The link in a mail about an approval, the chain, and what administrators do. */
import { z } from 'zod';
import { linkActions, SAID_BY_LINK } from '../../pages/link/link-actions.ts';
import { RECORDS } from '../administration.ts';
import { Chain, Consequences, MailedLink, OperationsSeen } from '../answers-of-service.ts';
import { answer, committed, file, type Operation } from '../operation.ts';
import { OperationsQuery } from '../queries.ts';

const records: readonly Operation[] = Object.entries(RECORDS).flatMap(([name, { row, input }]): Operation[] => [
  {
    method: 'get',
    path: `/api/v1/${name}`,
    summary: `All ${name}, each with its revision.`,
    session: true,
    answers: answer('What is known.', z.strictObject({ [name]: z.array(row) })),
  },
  {
    method: 'post',
    path: `/api/v1/${name}`,
    summary: 'Makes a new one; its id may be chosen, so that sending it twice makes one.',
    session: true,
    body: input,
    inPath: ['rev'],
    answers: answer('As it is stored.', row, 201),
  },
  {
    method: 'put',
    path: `/api/v1/${name}/{id}`,
    summary: 'Saves the whole of one, if nobody else has saved it since the revision that was read.',
    session: true,
    body: input,
    inPath: ['id'],
    answers: answer('As it is stored.', row),
  },
  {
    method: 'post',
    path: `/api/v1/${name}/consequences`,
    summary: 'What saving it would mean for items under way; nothing is saved.',
    session: true,
    body: input,
    answers: answer('In Danish sentences; none where nothing changes.', Consequences),
  },
]);

export const serviceOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/links/{token}',
    summary: 'What the link in a mail about an approval stands for.',
    session: false,
    answers: answer('As much as whoever asks may read.', MailedLink),
  },
  {
    method: 'get',
    path: '/api/v1/links/{token}/bilag/{seq}',
    summary: 'An attachment of the version that was mailed.',
    session: false,
    answers: file('The file.', 'application/octet-stream'),
  },
  {
    method: 'post',
    path: '/api/v1/links/{token}/events',
    summary: 'Acts through the link, on the version that was mailed.',
    session: true,
    events: linkActions,
    inPath: ['link', ...SAID_BY_LINK],
    answers: committed(200, 'It is done and cannot be lost.'),
  },
  {
    method: 'get',
    path: '/api/v1/chains/{stream}',
    summary: 'The hash chain of an item, meeting or hearing, as `npm run verify` reads it.',
    session: true,
    answers: answer('Every transition.', Chain),
  },
  ...records,
  {
    method: 'get',
    path: '/api/v1/operations',
    summary: 'Queues, what is stuck, and the newest deliveries.',
    session: true,
    query: OperationsQuery,
    answers: answer('States and counts, never what a closed item says.', OperationsSeen),
  },
  {
    method: 'post',
    path: '/api/v1/deliveries/{key}/tries',
    summary: 'Tries a failed delivery once more.',
    session: true,
    answers: { status: 204, what: 'It is open again.' },
  },
];
