/** Whatever text the schema accepts is printed. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { RichNode, RichText } from '#src/documents/rich-text.ts';
import { renderDocument } from '#src/pdf/render-document.ts';
import { closeItemRenderer, renderItem } from '#src/pdf/render-item.ts';
import { anyRichText } from '../tools/any-rich-text.ts';
import { missingPrograms, rawText, structure, withFile } from '../tools/pdf-tools.ts';
import { doc, link, p, table, td, th } from '../tools/rich.ts';
import { findVeraPdf } from '../tools/verapdf.ts';
import { emptyDocument, withBody } from './documents.ts';

afterAll(closeItemRenderer);

const options = { standard: 'ua-1', createdAt: new Date('2024-03-01T10:00:00Z') } as const;
const missing = await missingPrograms(['pdfinfo', 'pdftotext']);
const withTools = missing.length === 0 ? it : it.skip;
const because = missing.length === 0 ? '' : ` (skipped: install ${missing.join(', ')})`;
const vera = await findVeraPdf();
const withVera = 'ua1' in vera ? it : it.skip;
const becauseVera = 'ua1' in vera ? '' : ` (skipped: ${vera.missing})`;

const MOST_SECTIONS = 30;
const chunks = <T>(all: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
const reasonOf = (error: Error): string => String(error.cause ?? error);
const itemOf = (bodies: RichText[]) => ({
  ...emptyDocument,
  sections: bodies.map((body, index) => ({ heading: `Afsnit ${index + 1}`, body })),
});

/** The texts of some agendas, each of 120; where an agenda fails, each of its texts alone. */
async function refusedOf(bodies: RichText[]): Promise<{ body: RichText; why: unknown }[]> {
  const refused = [];
  for (const agenda of chunks(bodies, 120)) {
    const items = chunks(agenda, MOST_SECTIONS).map((chunk, n) => ({ number: String(n + 1), document: itemOf(chunk) }));
    const document = { title: 'Dagsorden', head: [], contentsHeading: '', contents: [], items, after: [] };
    const why = await renderDocument(document, options).then(() => null, reasonOf);
    if (why === null) continue;
    const found = [];
    for (const body of agenda) {
      const alone = await renderItem(itemOf([body]), options).then(() => null, reasonOf);
      if (alone !== null) found.push({ body, why: alone });
    }
    refused.push(...(found.length > 0 ? found : [{ body: doc(), why: `only together: ${why}` }]));
  }
  return refused;
}

const MARKS = ['bold', 'italic', 'underline', 'strike', 'link'] as const;
/** All 32 sets of marks. */
const markSets = Array.from({ length: 2 ** MARKS.length }, (_, set) => MARKS.filter((_mark, bit) => set & (1 << bit)));
const marked = (words: string, marks: readonly (typeof MARKS)[number][]): RichNode => ({
  type: 'text',
  text: words,
  marks: marks.map((type) => (type === 'link' ? { type, attrs: { href: 'https://www.norddjurs.dk' } } : { type })),
});
const inAllMarks = withBody(...markSets.map((marks, n) => p(marked(`ord${n}`, marks))));

describe('A text', () => {
  withTools(`is printed with every combination of marks, each word once${because}`, async () => {
    await withFile(await renderItem(inAllMarks, options), 'item.pdf', async (path) => {
      const text = await rawText(path);
      expect(markSets.map((_, n) => text.match(new RegExp(`\\bord${n}\\b`, 'gu'))?.length)).toEqual(
        markSets.map(() => 1),
      );
      expect((await structure(path)).match(/^\s+Link\b/gmu)).toHaveLength(16);
    });
  });

  withTools(`keeps the words of tables in tables, and the inner table of a frame${because}`, async () => {
    const inner = table([th('År'), th('Sum')], [td('2024'), td(table([td('A'), td('B')]))]);
    await withFile(await renderItem(withBody(table([td(inner)])), options), 'item.pdf', async (path) => {
      expect((await structure(path)).match(/^\s+Table\b/gmu)).toHaveLength(1);
      expect((await rawText(path)).replaceAll(/\s+/gu, ' ')).toContain('År Sum 2024 A B');
    });
  });

  it('is printed with column headings that fill more than a page, or have a link', async () => {
    const heads = [th('x'.repeat(900)), ...Array.from({ length: 18 }, () => th('ord '.repeat(200)))];
    await renderItem(
      withBody(
        table(
          heads,
          heads.map(() => td('1')),
        ),
      ),
      options,
    );
    const linked = { ...th(''), content: [p(link('norddjurs.dk', 'https://www.norddjurs.dk'))] };
    const rows = Array.from({ length: 90 }, () => [td('1'), td('2'), td('3')]);
    await renderItem(withBody(table([linked, th('B'), th('C')], ...rows)), options);
  });

  it('is printed whatever its shape: hundreds of random ones', async () => {
    const bodies = fc.sample(anyRichText(), { numRuns: 600, seed: 12 });
    expect(await refusedOf(bodies)).toEqual([]);
  }, 120_000);

  withVera(
    `conforms to PDF/UA-1 with every combination of marks, and in random shapes${becauseVera}`,
    async () => {
      if (!('ua1' in vera)) return;
      const random = fc.sample(anyRichText(), { numRuns: 20, seed: 7 });
      const document = { ...inAllMarks, sections: [...inAllMarks.sections, ...itemOf(random).sections] };
      await withFile(await renderItem(document, options), 'item.pdf', async (path) => {
        expect(await vera.ua1([path])).toEqual([]);
      });
    },
    180_000,
  );
});
