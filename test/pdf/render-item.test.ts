import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Bilag } from '#src/documents/item-content.ts';
import type { ItemDocument } from '#src/documents/item-document.ts';
import { closeItemRenderer, renderItem } from '#src/pdf/render-item.ts';
import { compareWords, missingPrograms, pdfInfo, qpdfCheck, rawText, structure, withFile } from '../tools/pdf-tools.ts';
import { bullets, doc, p, table, td, th } from '../tools/rich.ts';
import { findVeraPdf } from '../tools/verapdf.ts';
import { agenda004, emptyDocument, everything, everythingText, sentence, text004, withBody } from './documents.ts';

const createdAt = new Date('2024-03-01T10:00:00Z');
const print = (document: ItemDocument, udkast = false) => renderItem(document, { standard: 'ua-1', createdAt, udkast });

const missing = await missingPrograms(['qpdf', 'pdfinfo', 'pdftotext', 'python3']);
const withTools = missing.length === 0 ? it : it.skip;
const because = missing.length === 0 ? '' : ` (skipped: install ${missing.join(', ')})`;
const vera = await findVeraPdf();
const withVera = 'ua1' in vera ? it : it.skip;
const becauseVera = 'ua1' in vera ? '' : ` (skipped: ${vera.missing})`;

/** Attachments as the agendas have them, a long name and closed ones among them. */
const bilag: Bilag[] = [
  row(1, 'open', 'Dialogmøde - Fællessekretariatets målarbejde.pptx', true, '91803/22'),
  row(
    2,
    'open',
    'Fondsfinansiering_af_strategiske_indsatser_uden_et_eneste_mellemrum_i_navnet_endelig_2.docx',
    true,
    '1/23',
  ),
  row(10, 'closed', 'Afskedigelse af navngiven medarbejder', false, '49462/23'),
  row(11, 'closed', 'Notat til chefforumseminar', true, null),
];

function row(
  seq: number,
  openness: 'open' | 'closed',
  title: string,
  titlePublic: boolean,
  docNo: string | null,
): Bilag {
  return { seq, docId: docNo === null ? null : `34628${seq}`, openness, title, titlePublic, docNo, mainDocument: true };
}

const longDocument = withBody(
  ...Array.from({ length: 2_400 }, (_, i) => (i % 9 === 4 ? bullets(p(sentence), p(sentence)) : p(sentence.repeat(3)))),
);

afterAll(closeItemRenderer);

describe('an item in print', () => {
  for (const decisions of [0, 1, 2, 3] as const) {
    withTools(
      `says what agenda 004 said after ${decisions} decisions, word for word and in order${because}`,
      async () => {
        const pdf = await print(agenda004(decisions));
        await withFile(text004(decisions), 'text.txt', (text) =>
          withFile(pdf, 'item.pdf', async (path) => {
            expect(await compareWords(text, path)).toContain('characters equal True');
          }),
        );
      },
    );
  }

  withTools(`loses no word of rich text, and takes none of it for markup${because}`, async () => {
    const pdf = await print(everything);
    await withFile(everythingText, 'text.txt', (text) =>
      withFile(pdf, 'item.pdf', async (path) => {
        expect(await compareWords(text, path)).toContain('characters equal True');
      }),
    );
  });

  withTools(`is tagged, titled and whole${because}`, async () => {
    await withFile(await print(agenda004(3)), 'item.pdf', async (path) => {
      await qpdfCheck(path);
      const facts = await pdfInfo(path);
      expect(facts.get('Tagged')).toBe('yes');
      expect(facts.get('Title')).toBe('Udmøntningsplan 2024-2027');
      expect(facts.get('CreationDate')).toContain('2024');
    });
  });

  withTools(`has its headings in order, its lists as lists and its tables with column headings${because}`, async () => {
    await withFile(await print(everything), 'item.pdf', async (path) => {
      const tags = await structure(path);
      const levels = [...tags.matchAll(/^\s+H(\d)\b/gmu)].map((match) => Number(match[1]));
      expect(levels).toEqual([1, 2, 2, 3, 3, 4]);
      expect(tags.match(/^\s+Table\b/gmu)).toHaveLength(2);
      expect(tags.match(/^\s+THead\b/gmu)).toHaveLength(2);
      expect(tags.match(/^\s+TH\b/gmu)).toHaveLength(7);
      expect(tags.match(/^\s+L \(/gmu)).toHaveLength(5);
      expect(tags).toMatch(/^\s+BlockQuote\b/mu);
      expect(tags).toMatch(/^\s+Link\b/mu);
    });
  });

  withTools(
    `shows of a closed attachment with a closed title its number and that it is closed, nothing else${because}`,
    async () => {
      await withFile(await print({ ...emptyDocument, bilag }), 'item.pdf', async (path) => {
        const words = (await rawText(path)).replace(/\s+/gu, ' ');
        expect(words).toContain('10 Lukket 11 Lukket Notat til chefforumseminar');
        expect(words).not.toContain('Afskedigelse');
        expect(words).not.toContain('49462');
      });
    },
  );

  it('is the same bytes for the same document and time, and others at another time', async () => {
    const [first, second] = [await print(agenda004(2)), await print(agenda004(2))];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    const later = await renderItem(agenda004(2), { standard: 'ua-1', createdAt: new Date('2024-03-02T10:00:00Z') });
    expect(Buffer.from(first).equals(Buffer.from(later))).toBe(false);
  });

  withTools(`is marked as a draft before the freeze, for the eye and for a screen reader${because}`, async () => {
    await withFile(await print(agenda004(0), true), 'item.pdf', async (path) => {
      expect((await structure(path)).match(/Udkast/giu)).toHaveLength(1);
      expect((await rawText(path)).replace(/\s/gu, '')).toContain('UDKAST');
    });
    await withFile(await print(agenda004(0)), 'item.pdf', async (path) => {
      expect(await rawText(path)).not.toMatch(/udkast/iu);
    });
  });

  withTools(`is printed at 200 pages and more${because}`, async () => {
    await withFile(await print(longDocument), 'item.pdf', async (path) => {
      expect(Number((await pdfInfo(path)).get('Pages'))).toBeGreaterThanOrEqual(200);
      expect((await rawText(path)).split('Udvalget drøftede').length - 1).toBe(sentenceCount(longDocument));
    });
  });

  withTools(`reads a heading that spans two rows before what stands beside it${because}`, async () => {
    const budget = table(
      [th('Område', { rowspan: 2 }), th('Budget', { colspan: 2 })],
      [th('2024'), th('2025')],
      [td('Drift'), td('1.200'), td('300')],
    );
    await withFile(await print(withBody(budget)), 'item.pdf', async (path) => {
      const words = [...(await structure(path)).matchAll(/"(.*)"$/gmu)].map((match) => match[1]);
      expect(words.slice(-7)).toEqual(['Område', 'Budget', '2024', '2025', 'Drift', '1.200', '300']);
    });
  });

  it('prints tables of any shape, however their spans collide', async () => {
    const cell = fc.record({
      header: fc.boolean(),
      colspan: fc.integer({ min: 1, max: 5 }),
      rowspan: fc.integer({ min: 1, max: 5 }),
    });
    const rows = fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 5 });
    const shapes = fc.sample(rows, { numRuns: 300, seed: 4 });
    const tables = shapes.map((shape) =>
      table(...shape.map((cells) => cells.map(({ header, ...spans }) => (header ? th('h', spans) : td('d', spans))))),
    );
    await expect(print(withBody(...tables))).resolves.toBeInstanceOf(Uint8Array);
  });

  withVera(
    `conforms to PDF/UA-1 at every stage, as a draft, with everything in it, and long${becauseVera}`,
    async () => {
      if (!('ua1' in vera)) return;
      const overTheEdge = { ...everything, bilag, rounds: [longDecision()] };
      const documents: [ItemDocument, boolean][] = [
        ...([0, 1, 2, 3] as const).map((decisions): [ItemDocument, boolean] => [agenda004(decisions), false]),
        [agenda004(3), true],
        [overTheEdge, false],
        [overTheEdge, true],
        [emptyDocument, false],
        [{ ...emptyDocument, title: '', printedRoute: '' }, true],
        [withBody(...Array.from({ length: 200 }, () => p(sentence.repeat(3)))), true],
      ];
      await withFile('', 'folder', async (anchor) => {
        const paths = await Promise.all(
          documents.map(async ([document, udkast], i) => {
            const path = anchor.replace(/folder$/u, `${i}.pdf`);
            await writeFile(path, await print(document, udkast));
            return path;
          }),
        );
        expect(await vera.ua1(paths)).toEqual([]);
      });
    },
    180_000,
  );
});

/** A decision whose list runs over several pages: the watermark must not end up among the list's tags. */
function longDecision(): ItemDocument['rounds'][number] {
  const text = doc(bullets(...Array.from({ length: 60 }, () => p(sentence))));
  const absences = [
    { label: 'Afbud:', people: ['Niels Basballe (A)', 'Anne-Marie Bentzen (Sundhed- og omsorgschef)'] },
  ];
  return {
    recommendation: {
      lead: 'Kommunaldirektøren indstiller, at',
      clauses: ['planen godkendes.', 'sagen sendes i høring.'],
    },
    decisions: [{ organName: 'Økonomiudvalget', date: '2023-12-05', text, absences }],
  };
}

function sentenceCount(document: ItemDocument): number {
  return JSON.stringify(document).split('Udvalget drøftede').length - 1;
}
