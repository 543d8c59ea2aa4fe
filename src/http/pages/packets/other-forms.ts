/** The other forms of an edition: a web page that is easy to hear and to search, and a ZIP of its bilag. */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { App } from '#src/context.ts';
import { forbidden } from '#src/errors.ts';
import { contentDisposition } from '#src/files/file-name.ts';
import { PACKET_HTML_POLICY } from '#src/packets/content/html/style.ts';
import { handedTo, isStamped } from '#src/packets/copies.ts';
import { editionHtml, editionZip } from '#src/packets/edition-files.ts';
import { isSecretariat } from '#src/policies/roles.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { file as anyFile } from '../../answer.ts';
import { type Operation, operation } from '../../operation.ts';
import { noteRead, OfEdition, readableEdition } from './packet-access.ts';
import { packetName } from './packet-name.ts';

interface Form {
  /** The ending of its address and file. */
  ending: 'html' | 'zip';
  mime: string;
  summary: string;
  answer: string;
  disposition: 'inline' | 'attachment';
  headers: Readonly<Record<string, string>>;
  /** Whether a reader's name can stand in it; what cannot say it is not for whoever gets copies with their name on. */
  takesFoot: boolean;
  /** @param foot what is to be said of the copy's reader, or null */
  make(app: App, edition: Edition, foot: string | null): Promise<Readable>;
}

const inForm = ({ ending, mime, summary, answer, disposition, headers, takesFoot, make }: Form): Operation =>
  operation({
    method: 'get',
    path: [
      `/moeder/:meeting/pakker/:scope/:variant/:edition/pakke.${ending}`,
      `/api/v1/meetings/:meeting/packets/:scope/:variant/:edition/packet.${ending}`,
    ],
    access: 'session',
    summary,
    schema: { params: OfEdition },
    answers: anyFile(answer, mime),
    async handler({ app, actor, request, response, params }) {
      const { edition, meeting } = await readableEdition(app, actor, params);
      const directory = await app.directory.current();
      const stamped = isStamped(directory, meeting.state.context.organ, edition);
      if (stamped && !takesFoot && !isSecretariat(actor)) throw forbidden('packet-form-without-name');
      const foot = stamped && takesFoot ? handedTo(actor, await app.clock.now()) : null;
      const made = await make(app, edition, foot);
      const name = packetName(directory, meeting.state.context, edition);
      await noteRead(app, request, actor, edition, foot !== null);
      response.set({
        'Content-Type': mime === 'text/html' ? 'text/html; charset=utf-8' : mime,
        'Content-Disposition': contentDisposition(disposition, `${name}.${ending}`),
        'Cache-Control': 'private, no-store',
        ...headers,
      });
      await send(app, made, response);
    },
  });

/** The headers are out: where something fails, all that can be done is to break off. */
async function send({ log }: Pick<App, 'log'>, made: Readable, response: Response): Promise<void> {
  try {
    await pipeline(made, response);
  } catch (error) {
    log.debug({ err: error }, 'an edition was not sent to its end');
    response.destroy();
  }
}

export const editionForms: readonly Operation[] = [
  inForm({
    ending: 'html',
    mime: 'text/html',
    summary: 'An edition of a packet as a web page: everything in reading order, the text of the attachments included.',
    answer: 'A page without scripts that loads nothing.',
    disposition: 'inline',
    headers: { 'Content-Security-Policy': PACKET_HTML_POLICY },
    takesFoot: true,
    make: editionHtml,
  }),
  inForm({
    ending: 'zip',
    mime: 'application/zip',
    summary:
      'The attachments of an edition one by one, with `meeting.json`; for the public as clean PDF files, never as they came.',
    answer: 'A ZIP file.',
    disposition: 'attachment',
    headers: {},
    // The files are handed out as they came, to the last byte.
    takesFoot: false,
    make: editionZip,
  }),
];
