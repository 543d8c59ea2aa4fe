/** Rich text of every shape that the schema accepts: every node inside every other, every combination of marks. */
import fc from 'fast-check';
import { RichText } from '#src/documents/rich-text.ts';

const hrefs = [
  'https://www.norddjurs.dk/politik?side=1&punkt=2#top',
  'http://a.dk',
  'mailto:post@norddjurs.dk',
  'https://xn--bl-yia.dk/%C3%A6',
  'https://www.example.dk/(a)"b\'\\c',
];

const anyMark = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('bold', 'italic', 'underline', 'strike').map((type) => ({ type })) },
  { weight: 1, arbitrary: fc.constantFrom(...hrefs).map((href) => ({ type: 'link', attrs: { href } })) },
);
/** As the schema has it: up to six, the same one twice perhaps. */
const anyMarks = fc.option(fc.array(anyMark, { maxLength: 6 }), { nil: undefined });

const words = fc.oneof(
  fc.constantFrom(
    'Ord',
    ' ',
    '  ',
    'æøå',
    'Et-langt-ord/med-skråstreger',
    '\n',
    '\t',
    '“Citat” -- ... #ikke *kode*',
    '- ',
    '1. ',
  ),
  fc.constantFrom('Forvaltningsdirektørområdechefassistentstillingsopslagsudvalget'.repeat(2), 'x'.repeat(900)),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }),
);

const attrs = { colspan: fc.integer({ min: 1, max: 50 }), rowspan: fc.integer({ min: 1, max: 200 }) };
const few = { colspan: fc.integer({ min: 1, max: 3 }), rowspan: fc.integer({ min: 1, max: 3 }) };

/** @param text the words of a text node, at least one character each */
export function anyRichText(text: fc.Arbitrary<string> = words): fc.Arbitrary<RichText> {
  const leaf = fc
    .record({ text, marks: anyMarks })
    .map(({ text: said, marks }) => ({ type: 'text', text: said, ...(marks === undefined ? {} : { marks }) }));
  const inline = fc.array(fc.oneof({ weight: 6, arbitrary: leaf }, fc.constant({ type: 'hardBreak' })), {
    maxLength: 5,
  });
  /** `content` may be missing, and may be empty. */
  const holding = (type: string, content: fc.Arbitrary<unknown[]>, extra: fc.Arbitrary<object> = fc.constant({})) =>
    fc
      .tuple(fc.option(content, { nil: undefined, freq: 12 }), extra)
      .map(([nodes, more]) => ({ type, ...more, ...(nodes === undefined ? {} : { content: nodes }) }));
  const { block } = fc.letrec<{ block: unknown }>((tie) => {
    const blocks = fc.array(tie('block'), { maxLength: 2 });
    const items = fc.array(holding('listItem', blocks), { maxLength: 3 });
    const start = fc.option(fc.constantFrom(0, 1, 3, 10_000), { nil: undefined });
    const cell = fc.constantFrom('tableCell', 'tableHeader').chain((type) =>
      holding(
        type,
        blocks,
        fc
          .option(fc.oneof({ weight: 4, arbitrary: fc.record(few) }, fc.record(attrs)), { nil: undefined })
          .map((spans) => (spans === undefined ? {} : { attrs: spans })),
      ),
    );
    const rows = fc.array(holding('tableRow', fc.array(cell, { maxLength: 3 })), { maxLength: 3 });
    return {
      block: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'block' },
        holding('paragraph', inline),
        holding(
          'heading',
          inline,
          fc.constantFrom(2, 3, 4).map((level) => ({ attrs: { level } })),
        ),
        fc.constant({ type: 'horizontalRule' }),
        holding('bulletList', items),
        holding(
          'orderedList',
          items,
          start.map((n) => (n === undefined ? {} : { attrs: { start: n } })),
        ),
        holding('table', rows),
        holding('blockquote', blocks),
      ),
    };
  });
  return fc.array(block, { maxLength: 4 }).map((content) => RichText.parse({ type: 'doc', content }));
}
