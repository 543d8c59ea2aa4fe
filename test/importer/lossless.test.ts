import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeText } from '#src/importer/decode-text.ts';
import { linesOf } from '#src/importer/lines.ts';
import { printedLines, wordsIn } from '#src/importer/printed-words.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { printableItem, renderImported } from '#src/importer/render-imported.ts';
import { printModel } from '#src/pdf/print-model.ts';
import { printWords } from '#src/pdf/print-words.ts';
import { closeItemRenderer } from '#src/pdf/render-item.ts';
import { DRESSES, FIXTURES, INVENTED, PUBLISHED } from './texts.ts';

afterAll(() => closeItemRenderer());

const all = { ...PUBLISHED, ...INVENTED };
const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(FIXTURES, 'import.schema.json'), 'utf8')));
const characters = (words: readonly string[]): string => words.join('');
/** What the text says, read by nothing but the rules for words. */
const said = (bytes: Buffer): string => characters(wordsIn(linesOf(decodeText(bytes))));
const itemsSay = (bytes: Buffer): string =>
  characters(
    readAgenda(bytes).items.flatMap((item) => {
      const { number, document } = printableItem(item);
      return wordsIn([printWords(printModel(document, false), number)]);
    }),
  );

describe('Every word of a text is read, in its order', () => {
  describe.each(Object.entries(all))('%s', (_, text) => {
    it.each(Object.entries(DRESSES))('%s', (_dress, dressed) => {
      const bytes = dressed(text);
      const read = readAgenda(bytes);
      expect(characters(wordsIn(printedLines(read)))).toBe(said(bytes));
      expect(schema.safeParse(JSON.parse(JSON.stringify(read))).error).toBeUndefined();
    });
  });

  it('the dress changes nothing of what is understood', () => {
    for (const text of Object.values(all)) {
      const plain = readAgenda(Buffer.from(text));
      for (const [dress, dressed] of Object.entries(DRESSES)) {
        const { items, documentType, meeting } = readAgenda(dressed(text));
        const facts = { documentType, meeting, items: items.map(({ printed: _, ...item }) => item) };
        const expected = {
          documentType: plain.documentType,
          meeting: plain.meeting,
          items: plain.items.map(({ printed: _, ...item }) => item),
        };
        expect(facts, dress).toEqual(expected);
      }
    }
  });
});

describe('Printed back, a text has its words', () => {
  it.each(Object.keys(INVENTED))('%s', async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'import-'));
    const pdf = join(folder, `${name}.pdf`);
    writeFileSync(
      pdf,
      await renderImported(readAgenda(Buffer.from(INVENTED[name] ?? '')), new Date('2024-01-02T08:00:00Z')),
    );
    const check = join(FIXTURES, 'check', 'pdftokens.py');
    const compared = execFileSync('python3', [check, join(FIXTURES, 'invented', `${name}.txt`), pdf], {
      encoding: 'utf8',
    });
    expect(compared).toContain('characters equal True');
  });
});

describe('Whatever is changed in a text', () => {
  const pieces = Object.values(all).flatMap((text) => text.split('\n'));
  const change = fc.oneof(
    fc.record({ kind: fc.constant('put in' as const), at: fc.nat(2_000), line: fc.constantFrom(...pieces) }),
    fc.record({ kind: fc.constant('take out' as const), at: fc.nat(2_000), line: fc.constant('') }),
    fc.record({
      kind: fc.constant('move' as const),
      at: fc.nat(2_000),
      line: fc.constantFrom('\f', '12\n\f', '<b>', 'Side 3 af 9', '1.', '7 - 4000009', '\t'),
    }),
  );
  const changed = fc
    .tuple(fc.constantFrom(...Object.values(all)), fc.array(change, { minLength: 1, maxLength: 10 }))
    .map(([text, changes]) =>
      changes
        .reduce(
          (lines, { kind, at, line }) =>
            lines.toSpliced(at % lines.length, kind === 'take out' ? 1 : 0, ...(kind === 'take out' ? [] : [line])),
          text.split('\n'),
        )
        .join('\n'),
    );
  const readable = (text: string): boolean => {
    try {
      readAgenda(Buffer.from(text));
      return true;
    } catch {
      return false;
    }
  };

  it('nothing is lost, and what is understood fits the schema', () => {
    fc.assert(
      fc.property(changed.filter(readable), (text) => {
        const bytes = Buffer.from(text);
        const read = readAgenda(bytes);
        expect(characters(wordsIn(printedLines(read)))).toBe(said(bytes));
        expect(schema.safeParse(JSON.parse(JSON.stringify(read))).success).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('its items are printed with their words, in whatever order they stand', () => {
    fc.assert(
      fc.property(changed.filter(readable), (text) => {
        const bytes = Buffer.from(text);
        const read = readAgenda(bytes);
        const own = read.items.flatMap(({ printed }) =>
          printed.flatMap(({ heading, lines }) => [...(heading === null ? [] : [heading]), ...lines]),
        );
        expect(itemsSay(bytes)).toBe(characters(wordsIn(own)));
      }),
      { numRuns: 150 },
    );
  });
});
