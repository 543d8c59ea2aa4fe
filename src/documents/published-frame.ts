/** What stands around the items of a published agenda, as it was read: head, contents and tail. */
import { z } from 'zod';

const Line = z.string().max(2_000);

export const PublishedFrame = z.strictObject({
  title: Line,
  head: z.array(z.strictObject({ label: Line, value: Line })).max(200),
  contentsHeading: Line,
  contents: z.array(z.strictObject({ title: Line, page: z.string().max(10) })).max(300),
  after: z.array(z.strictObject({ heading: Line, lines: z.array(Line).max(2_000) })).max(20),
});
export type PublishedFrame = z.infer<typeof PublishedFrame>;

export const PublishedAgendaDocument = z.strictObject({ kind: z.literal('published-agenda'), frame: PublishedFrame });
