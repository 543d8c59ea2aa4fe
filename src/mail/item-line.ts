/** An item as one line among others in a mail: its title only where it is open. */

import { trusted } from 'mongoose';
import type { z } from 'zod';
import { hasTag } from '#machines/states.ts';
import { ItemVersionDocument } from '#src/documents/decision.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { ItemHead } from '#src/links/status.ts';
import type { ItemRow } from '#src/store/projections.ts';
import { word } from '#src/words/words.ts';
import { formOf } from './about-item.ts';
import { aboutItem } from './fields.ts';
import type { MailSources } from './mail-reader.ts';
import { itemUrl } from './urls.ts';

/** A mail lists so many items at most; the rest is seen under one's tasks. */
export const MOST_LINES = 40;

export const ItemLine = aboutItem({}, {}).transform((item) => ({
  title: item.openness === 'open' ? item.title : null,
  caseNumber: item.caseNumber,
  link: item.link,
}));
export type ItemLine = z.input<typeof ItemLine>;

/** @param content what it says; undefined where that can no longer be read: it is named by its link alone */
export function itemLine(
  publicUrl: string,
  { item, head, content }: { item: string; head: ItemHead; content: ItemContent | undefined },
): ItemLine {
  const link = itemUrl(publicUrl, item);
  if (content === undefined) return { openness: 'closed', caseNumber: null, link };
  const { title } = content;
  return formOf(head, { ...content, title: title.trim() || word('print', 'untitled') }, { link });
}

type Row = Pick<ItemRow, '_id' | 'state' | 'context'>;

/** The lines of a mail's list: of the first rows, and how many there are besides. */
export const listedLines = async (sources: MailSources, publicUrl: string, rows: readonly Row[]) => ({
  items: await itemLines(sources, publicUrl, rows.slice(0, MOST_LINES)),
  more: Math.max(0, rows.length - MOST_LINES),
});

/** Lines for rows, in their order. */
async function itemLines(
  { collections, contents }: MailSources,
  publicUrl: string,
  rows: readonly Row[],
): Promise<ItemLine[]> {
  const isDraft = ({ state }: { state: string }) => hasTag('agenda-item', state, 'drafting');
  const ids = rows.filter(isDraft).map(({ _id }) => _id);
  const drafts = new Map(
    (ids.length === 0 ? [] : await collections.drafts.find({ _id: trusted({ $in: ids }) }).lean()).map((one) => [
      one._id,
      DraftBody.safeParse(one.body).data?.content,
    ]),
  );
  return Promise.all(
    rows.map(async (row) => {
      const { _id: item, context, state } = row;
      const stored = isDraft(row) || context.version === null ? undefined : await contents.read(context.version.hash);
      const version = stored === undefined ? undefined : ItemVersionDocument.parse(stored).content;
      return itemLine(publicUrl, { item, head: { context, state }, content: version ?? drafts.get(item) });
    }),
  );
}
