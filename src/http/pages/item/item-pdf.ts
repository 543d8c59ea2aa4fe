/** The item on paper. */
import { hasTag } from '#machines/states.ts';
import { notFound } from '#src/errors.ts';
import { itemSource } from '#src/pdf/render-item.ts';
import { paperOf } from '#src/queries/own-approvals.ts';
import { file } from '../../answer.ts';
import { operation } from '../../operation.ts';
import { OfItem } from '../../path-params.ts';
import { sendPrint } from '../../send-print.ts';
import { isClosedBilag } from '../files/bilag-access.ts';
import { readableItem } from './item-access.ts';
import { shownContent } from './item-page.ts';

export const itemPdf = operation({
  method: 'get',
  path: ['/punkter/:id/punkt.pdf', '/api/v1/items/:id/item.pdf'],
  access: 'session',
  summary: 'The item on paper.',
  schema: { params: OfItem },
  answers: file('The item, tagged and PDF/UA-1.', 'application/pdf'),
  async handler({ app, request, response, params }) {
    const readable = await readableItem({ app, request, params });
    const { history, directory } = readable;
    const { context, head } = history;
    const { content, version } = await shownContent(app, readable);
    if (content === null) throw notFound('version');
    const udkast = context.treatments.length === 0 && hasTag('agenda-item', head.to, 'prints-as-draft');
    const source = itemSource(paperOf(history, content, { version, directory }), udkast);
    const isClosed =
      [content.openness, context.openness].includes('closed') || content.bilag.some((bilag) => isClosedBilag(bilag));
    const createdAt = new Date(head.at);
    await sendPrint({ app, request, response, source, createdAt, name: `${history.id}.pdf`, isClosed });
  },
});
