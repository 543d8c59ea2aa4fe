/** A meeting on paper: its agenda, its protocol, and the published agenda that it was read from. */
import { type Request, type Response, Router } from 'express';
import { actorOrRefuse, requireActor } from '#src/auth/middleware.ts';
import { momentOf, weekdayOf } from '#src/calendar/danish-dates.ts';
import { type PrintedDocument, renderDocument } from '#src/pdf/render-document.ts';
import { meetingPrint, type PrintWords, publishedPrint } from '#src/queries/meeting-print.ts';
import { word } from '#src/words/words.ts';
import type { Web } from '../../web.ts';

const WORDS: PrintWords = {
  weekdayOf,
  momentOf,
  answer: (answer) => word('signatures', answer),
  closedItem: 'Lukket punkt',
};

export function meetingPdfRoutes({ app }: Web): Router {
  const router = Router();
  const paper = (name: string, programs: string, document: (request: Request) => Promise<PrintedDocument>) =>
    router.get(
      [`/moeder/:meeting/${name}.pdf`, `/api/v1/meetings/:meeting/${programs}.pdf`],
      requireActor(),
      async (request: Request, response: Response) => {
        const pdf = await renderDocument(await document(request), {
          standard: 'ua-1',
          createdAt: await app.clock.now(),
        });
        response.set({ 'Content-Disposition': `inline; filename="${name}.pdf"`, 'Cache-Control': 'private, no-store' });
        response.type('application/pdf').send(Buffer.from(pdf));
      },
    );
  const idOf = (request: Request) => String(request.params.meeting);
  paper('dagsorden', 'agenda', (request) => meetingPrint(app, actorOrRefuse(request), idOf(request), 'agenda', WORDS));
  paper('protokol', 'protocol', (request) =>
    meetingPrint(app, actorOrRefuse(request), idOf(request), 'protocol', WORDS),
  );
  paper('gengivelse', 'published', (request) => publishedPrint(app, actorOrRefuse(request), idOf(request)));
  return router;
}
