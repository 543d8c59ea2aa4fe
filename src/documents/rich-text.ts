/** Rich text as TipTap's JSON, never HTML: a closed list of nodes and marks, so nothing else can be stored or printed. */
import { z } from 'zod';
import { LONGEST_TEXT } from './longest-text.ts';

const Mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['bold', 'italic', 'underline', 'strike']) }),
  z.strictObject({
    type: z.literal('link'),
    attrs: z.object({ href: z.url({ protocol: /^(https?|mailto)$/ }).max(2_000) }).transform(({ href }) => ({ href })),
  }),
]);

const cellAttrs = z
  .object({
    colspan: z.number().int().min(1).max(50).default(1),
    rowspan: z.number().int().min(1).max(200).default(1),
  })
  .optional();

export type RichNode = {
  type: string;
  text?: string | undefined;
  marks?: z.infer<typeof Mark>[] | undefined;
  attrs?: Record<string, unknown> | undefined;
  content?: RichNode[] | undefined;
};

const children = (nodes: () => z.ZodType<RichNode>) => z.array(z.lazy(nodes)).max(5_000).optional();

const Text = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1).max(LONGEST_TEXT),
  marks: z.array(Mark).max(6).optional(),
});
const HardBreak = z.strictObject({ type: z.literal('hardBreak') });
const Inline: z.ZodType<RichNode> = z.union([Text, HardBreak]);
const inline = () => Inline;

// TipTap writes attributes of its own (start, textAlign); what we do not print is dropped at the edge.
const Paragraph = z.object({ type: z.literal('paragraph'), content: children(inline) });
const Heading = z.object({
  type: z.literal('heading'),
  attrs: z.object({ level: z.number().int().min(2).max(4) }),
  content: children(inline),
});
const ListItem: z.ZodType<RichNode> = z.object({ type: z.literal('listItem'), content: children(() => Block) });
const BulletList = z.object({ type: z.literal('bulletList'), content: children(() => ListItem) });
const OrderedList = z.object({
  type: z.literal('orderedList'),
  attrs: z.object({ start: z.number().int().min(0).max(10_000).default(1) }).optional(),
  content: children(() => ListItem),
});
const Cell: z.ZodType<RichNode> = z.object({
  type: z.enum(['tableCell', 'tableHeader']),
  attrs: cellAttrs,
  content: children(() => Block),
});
const Row: z.ZodType<RichNode> = z.object({ type: z.literal('tableRow'), content: children(() => Cell) });
const Table = z.object({ type: z.literal('table'), content: children(() => Row) });
const Blockquote = z.object({ type: z.literal('blockquote'), content: children(() => Block) });
const HorizontalRule = z.object({ type: z.literal('horizontalRule') });

const Block: z.ZodType<RichNode> = z.lazy(() =>
  z.discriminatedUnion('type', [Paragraph, Heading, BulletList, OrderedList, Table, Blockquote, HorizontalRule]),
);

export const RichText = z.strictObject({ type: z.literal('doc'), content: z.array(Block).max(5_000) });
export type RichText = z.infer<typeof RichText>;
