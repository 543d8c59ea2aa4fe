/** Items, their texts and files, and texts that are read in. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { CreateItemInput } from '#src/commands/item/create.ts';
import { ImportAgendaInput } from '#src/commands/item/import-agenda.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import { SaveDraftInput } from '#src/commands/item/save-draft.ts';
import { SpinOffItemInput } from '#src/commands/item/spin-off.ts';
import { FileRef } from '#src/documents/file-ref.ts';
import { Item, ItemHistory, ItemPage, RouteImpact, Version } from '../answers.ts';
import { Reading } from '../answers-of-service.ts';
import { answer, committed, file, type Operation } from '../operation.ts';
import { ImpactInput, ItemQuery, ReadTextInput, VersionQuery } from '../queries.ts';

export const itemOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/items',
    summary: 'The items that one may read, page by page.',
    session: true,
    query: ItemQuery,
    answers: answer('Items, and the cursor of the next page.', ItemPage),
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
    keyed: true,
    body: ImportAgendaInput,
    answers: answer(
      'The new items, and the meeting.',
      z.strictObject({ items: z.array(Id), meeting: Id.nullable() }),
      201,
    ),
  },
  {
    method: 'post',
    path: '/api/v1/imports/readings',
    summary: 'Says what would be understood of a published text; nothing is stored.',
    session: true,
    body: ReadTextInput,
    answers: answer('What was understood, and what to look at.', Reading),
  },
  {
    method: 'get',
    path: '/api/v1/items/{id}',
    summary: 'An item: state, text, and what the reader may do with it now.',
    session: true,
    answers: answer('The item; the draft for its owner and the secretariat.', Item),
  },
  {
    method: 'get',
    path: '/api/v1/items/{id}/story',
    summary: 'Who has the item now, its route, and what has happened to it.',
    session: true,
    answers: answer('As much of it as the reader may know.', ItemHistory),
  },
  {
    method: 'get',
    path: '/api/v1/items/{id}/versions/{n}',
    summary: 'A version of the text, and what changed since another: the one before it, where none is named.',
    session: true,
    query: VersionQuery,
    answers: answer('The version.', Version),
  },
  {
    method: 'get',
    path: '/api/v1/items/{id}/item.pdf',
    summary: 'The item on paper.',
    session: true,
    answers: file('The item, tagged and PDF/UA-1.', 'application/pdf'),
  },
  {
    method: 'put',
    path: '/api/v1/items/{id}/draft',
    summary: 'Saves the draft, if nobody else has saved it since the revision that was read.',
    session: true,
    body: SaveDraftInput,
    inPath: ['item'],
    answers: answer('The new revision.', z.strictObject({ rev: z.number().int() })),
  },
  {
    method: 'post',
    path: '/api/v1/items/{id}/files',
    summary: 'Brings a file for an attachment; it is checked at once, and named by what is wrong with it.',
    session: true,
    takesFile: true,
    answers: answer('The file as the draft may name it.', FileRef, 201),
  },
  {
    method: 'get',
    path: '/api/v1/items/{id}/files/{hash}/{name}',
    summary: 'A file that was brought, for who may write the text, before any text names it.',
    session: true,
    answers: file('The file.', 'application/octet-stream'),
  },
  {
    method: 'get',
    path: '/api/v1/items/{id}/bilag/{seq}',
    summary: 'An attachment, for whoever may open it.',
    session: true,
    answers: file('The file.', 'application/octet-stream'),
  },
  {
    method: 'post',
    path: '/api/v1/items/{id}/events',
    summary: 'Does something to an item.',
    session: true,
    events: itemActions,
    inPath: ['item'],
    answers: committed(200, 'It is done and cannot be lost.'),
  },
  {
    method: 'post',
    path: '/api/v1/items/{id}/route-impact',
    summary: 'What a change of the route would do; nothing is changed.',
    session: true,
    body: ImpactInput,
    answers: answer('The rule that would refuse it, or the route as it would be and what stops counting.', RouteImpact),
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
];
