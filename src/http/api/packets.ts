/** The packets of a meeting over the API: what there is, what is on its way, building and calling off. */
import { z } from 'zod';
import { Hash } from '#machines/primitives.ts';
import { notFound } from '#src/errors.ts';
import { PacketChange } from '#src/packets/changes.ts';
import { Variant } from '#src/packets/document.ts';
import { readersOfMeeting } from '#src/packets/edition-readers.ts';
import { packetList } from '#src/packets/packet-list.ts';
import { Failure } from '#src/renditions/note.ts';
import { editionId } from '#src/store/editions.ts';
import { answer, nothing } from '../answer.ts';
import { type Operation, operation } from '../operation.ts';
import { buildPacket, PacketAsked } from '../pages/packets/build-packet.ts';
import { meetingToRead, OfEdition } from '../pages/packets/packet-access.ts';
import { callOffPacket } from '../pages/packets/routes.ts';
import { OfMeeting } from '../path-params.ts';
import { At } from './answers.ts';

const count = z.number().int().min(0);
const Done = z.strictObject({ done: count, of: count });
const State = z.enum(['wanted', 'done', 'failed', 'dropped']);

const Packet = z.strictObject({
  scope: z.string(),
  variant: Variant,
  edition: z
    .strictObject({
      id: z.string(),
      edition: count,
      pages: count,
      size: count,
      sha256: Hash,
      manifest: Hash,
      builtAt: At,
      sent: z.boolean(),
      /** Its reader gets a copy with their name on it. */
      stamped: z.boolean(),
      missing: z.array(
        z.strictObject({
          key: z.string(),
          item: z.string().nullable(),
          seq: count,
          label: z.string(),
          title: z.string(),
          file: Hash.nullable(),
          failure: Failure,
        }),
      ),
      /** Items at which the layout failed: printed in plain paragraphs (`words`), or without their sections (`decisions`). */
      faults: z.array(
        z.strictObject({
          number: z.string().nullable(),
          title: z.string(),
          place: z.string().nullable(),
          cause: z.string(),
          kept: z.enum(['words', 'decisions']),
        }),
      ),
      changes: z.array(PacketChange),
    })
    .nullable(),
  underway: z
    .strictObject({
      id: z.string(),
      edition: count,
      state: State,
      step: z.string().nullable(),
      failure: Failure.nullable(),
      progress: z.strictObject({ bilag: Done, pages: Done, expectedMs: z.number().nullable() }).nullable(),
    })
    .nullable(),
});

const Readers = z.strictObject({
  readers: z.array(
    z.strictObject({
      person: z.string(),
      first: At,
      last: At,
      times: count,
      /** How many of those times their name stood on it. */
      stamped: count,
    }),
  ),
});

const EditionAsked = z.strictObject({
  id: z.string(),
  scope: z.string(),
  variant: Variant,
  edition: count,
  state: State,
});

export const packetOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/api/v1/meetings/:meeting/packets',
    access: 'session',
    summary: 'The packets of a meeting that the reader may fetch, and for the secretariat those on their way.',
    schema: { params: OfMeeting },
    answers: answer('A packet for each scope and variant.', z.strictObject({ packets: z.array(Packet) })),
    async handler({ app, actor, params: { meeting } }) {
      return { packets: await packetList(app, actor, await meetingToRead(app, actor, meeting)) };
    },
  }),
  operation({
    method: 'post',
    path: '/api/v1/meetings/:meeting/packets',
    access: 'session',
    summary: 'Has a packet built; who asks for what is built or on its way already joins that.',
    schema: { params: OfMeeting, body: PacketAsked },
    answers: answer('The edition.', EditionAsked, 202),
    async handler({ app, actor, params: { meeting }, body }) {
      const { _id: id, scope, variant, edition, state } = await buildPacket(app, actor, meeting, body);
      return { id, scope, variant, edition, state };
    },
  }),
  operation({
    method: 'get',
    path: '/api/v1/meetings/:meeting/packets/:scope/:variant/:edition/readers',
    access: { role: ['secretariat', 'admin'] },
    summary: 'Who has opened or downloaded an edition: for the first and the last time, and how often.',
    schema: { params: OfEdition },
    answers: answer('Its readers, who came last first.', Readers),
    async handler({ app, params: { meeting, edition, ...of } }) {
      const id = editionId({ meeting, ...of }, edition);
      if ((await app.collections.editions.findOne({ _id: id }, { _id: 1 }).lean()) === null) throw notFound('packet');
      return { readers: (await readersOfMeeting(app, meeting)).get(id) ?? [] };
    },
  }),
  operation({
    method: 'delete',
    path: '/api/v1/meetings/:meeting/packets/:scope/:variant/:edition',
    access: 'session',
    summary: 'Calls off an edition that is not built yet.',
    schema: { params: OfEdition },
    answers: nothing('It is called off.'),
    handler: ({ app, actor, params }) => callOffPacket(app, actor, params),
  }),
];
