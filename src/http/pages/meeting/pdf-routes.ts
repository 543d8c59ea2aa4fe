/** A meeting on paper: its agenda, its protocol, and the published agenda that it was read from. */
import type { Actor } from '#src/auth/actor.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { App } from '#src/context.ts';
import { documentSource, type PrintedDocument } from '#src/pdf/render-document.ts';
import { meetingPrint, type PrintWords, publishedPrint } from '#src/queries/meeting-print.ts';
import { headOf } from '#src/store/read-stream.ts';
import { word } from '#src/words/words.ts';
import { file } from '../../answer.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfMeeting } from '../../path-params.ts';
import { sendPrint } from '../../send-print.ts';

const WORDS: PrintWords = {
  momentOf,
  answer: (answer) => word('signatures', answer),
  closedItem: word('print', 'closedItem'),
};

interface PdfCall {
  app: App;
  actor: Actor;
  meeting: string;
}

/** @param name in the address of the page, @param programs in that of the API */
const paper = (
  name: string,
  programs: string,
  summary: string,
  document: (asked: PdfCall) => Promise<PrintedDocument>,
): Operation =>
  operation({
    method: 'get',
    path: [`/moeder/:meeting/${name}.pdf`, `/api/v1/meetings/:meeting/${programs}.pdf`],
    access: 'session',
    summary,
    schema: { params: OfMeeting },
    answers: file('Tagged and PDF/UA-1; without what the reader may not know.', 'application/pdf'),
    async handler({ app, actor, params, request, response }) {
      const source = documentSource(await document({ app, actor, ...params }));
      const { at } = await headOf(app.collections, 'meeting', params.meeting);
      // It holds what is closed for those who may know it.
      const paper = { source, createdAt: new Date(at), name: `${name}.pdf`, isClosed: true };
      await sendPrint({ app, request, response, ...paper });
    },
  });

export const meetingPapers: readonly Operation[] = [
  paper('dagsorden', 'agenda', 'The agenda on paper.', ({ app, actor, meeting }) =>
    meetingPrint(app, actor, meeting, 'agenda', WORDS),
  ),
  paper('protokol', 'protocol', 'The protocol on paper, with the signatures.', ({ app, actor, meeting }) =>
    meetingPrint(app, actor, meeting, 'protocol', WORDS),
  ),
  paper(
    'gengivelse',
    'published',
    'The agenda as it was published, word for word, where the meeting was read from one.',
    ({ app, actor, meeting }) => publishedPrint(app, actor, meeting),
  ),
];
