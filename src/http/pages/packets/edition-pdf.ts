/** The PDF of an edition, with its reader's name on it where the organ wants that, and its manifest; for pages and programs alike. */
import { isStamped, wantCopy } from '#src/packets/copies.ts';
import { Manifest, manifestFile } from '#src/packets/manifest.ts';
import { hasClosed } from '#src/packets/may-read-packet.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import { file as anyFile } from '../../answer.ts';
import { type Operation, operation } from '../../operation.ts';
import { sendFile } from '../files/send-file.ts';
import { ownCopy, sendCopy } from './copy-access.ts';
import { PATIENT_MS } from './made.ts';
import { noteRead, OfEdition, readableEdition } from './packet-access.ts';
import { packetName } from './packet-name.ts';

/** A person is told on a page of its own while a copy is made; a program waits. */
const packetFile = (path: string, isPage: boolean): Operation =>
  operation({
    method: 'get',
    path,
    access: 'session',
    summary:
      'An edition of a packet, for whoever may read all that it holds; it is noted who has opened it. Where the organ wants it, a copy with the reader’s name on every page.',
    schema: { params: OfEdition },
    answers: anyFile('Agenda and attachments in one file.', 'application/pdf'),
    async handler({ app, actor, request, response, params }) {
      const { edition, meeting } = await readableEdition(app, actor, params);
      const directory = await app.directory.current();
      const { context } = meeting.state;
      const name = `${packetName(directory, context, edition)}.pdf`;
      if (!isStamped(directory, context.organ, edition)) {
        await noteRead(app, request, actor, edition, false);
        const isClosed = await hasClosed(app, edition);
        return sendFile(app, request, response, { hash: edition.file ?? '', name, isClosed, isMadeHere: true });
      }
      response.set('Cache-Control', 'private, no-store');
      // Whoever only asks what there is gets no copy.
      if (request.method === 'HEAD') return response.type('application/pdf').end();
      const copy = await wantCopy(app, actor, edition);
      if (isPage) return response.redirect(302, `${request.path.slice(0, -'pakke.pdf'.length)}kopi/${copy._id}`);
      await sendCopy(
        app,
        actor,
        { request, response },
        { copy: await ownCopy(app, actor, copy._id, edition, PATIENT_MS), edition, name },
      );
    },
  });

const original = operation({
  method: 'get',
  path: [
    '/moeder/:meeting/pakker/:scope/:variant/:edition/original.pdf',
    '/api/v1/meetings/:meeting/packets/:scope/:variant/:edition/original.pdf',
  ],
  access: 'session',
  summary:
    'An edition of a packet as it is stored and as its manifest describes it, without a reader’s name; for the secretariat.',
  schema: { params: OfEdition },
  answers: anyFile('Agenda and attachments in one file.', 'application/pdf'),
  async handler({ app, actor, request, response, params }) {
    const { edition, meeting } = await readableEdition(app, actor, params);
    authorize(bySecretariat(actor));
    await noteRead(app, request, actor, edition, false);
    const name = `${packetName(await app.directory.current(), meeting.state.context, edition)}-original.pdf`;
    await sendFile(app, request, response, {
      hash: edition.file ?? '',
      name,
      isClosed: await hasClosed(app, edition),
      isMadeHere: true,
    });
  },
});

const packetManifest = operation({
  method: 'get',
  path: [
    '/moeder/:meeting/pakker/:scope/:variant/:edition/manifest.json',
    '/api/v1/meetings/:meeting/packets/:scope/:variant/:edition/manifest.json',
  ],
  access: 'session',
  summary: 'What an edition was made of: every input by its hash, and where each part lies in the file.',
  schema: { params: OfEdition },
  answers: anyFile('The manifest, with its own hash, which the chain of the meeting names.', 'application/json'),
  async handler({ app, actor, response, params }) {
    const { edition, meeting } = await readableEdition(app, actor, params);
    const manifest = Manifest.parse(await app.contents.read(edition.manifest ?? ''));
    const name = packetName(await app.directory.current(), meeting.state.context, edition);
    response.set({
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}-manifest.json`,
      'Cache-Control': 'private, no-store',
    });
    response.type('application/json').send(`${JSON.stringify(manifestFile(manifest), null, 2)}\n`);
  },
});

export const editionPdfs: readonly Operation[] = [
  packetFile('/moeder/:meeting/pakker/:scope/:variant/:edition/pakke.pdf', true),
  packetFile('/api/v1/meetings/:meeting/packets/:scope/:variant/:edition/packet.pdf', false),
  original,
  packetManifest,
];
