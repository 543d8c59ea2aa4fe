/** Invented agendas as the programs of other municipalities write them: read as a reader would, without a word lost, and nothing opened. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ItemContent } from '#src/documents/item-content.ts';
import { decodeText } from '#src/importer/decode-text.ts';
import type { ImportedItem } from '#src/importer/imported.ts';
import { linesOf } from '#src/importer/lines.ts';
import { printedLines, wordsIn } from '#src/importer/printed-words.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { printableItem } from '#src/importer/render-imported.ts';
import { toItemContent } from '#src/importer/to-item-content.ts';
import { printModel } from '#src/pdf/print-model.ts';
import { printWords } from '#src/pdf/print-words.ts';
import { FIXTURES } from './texts.ts';

const FOLDER = join(FIXTURES, 'foreign');
const names = readdirSync(FOLDER).flatMap((name) => (name.endsWith('.txt') ? [name.replace('.txt', '')] : []));
const bytesOf = (name: string) => readFileSync(join(FOLDER, `${name}.txt`));
const Expected = z.record(
  z.string(),
  z.array(
    z.strictObject({
      number: z.string(),
      title: z.string(),
      openness: z.enum(['open', 'closed', 'unknown']),
      recommendation: z.array(z.string()),
      decisions: z.array(z.string()),
    }),
  ),
);
/** What a person read in each text. */
const expected = Expected.parse(JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')));
const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(FIXTURES, 'import.schema.json'), 'utf8')));

const asRead = ({ number, title, openness, opennessIsRead, rounds }: ImportedItem) => ({
  number,
  title,
  openness: opennessIsRead ? openness : 'unknown',
  recommendation: rounds.flatMap(({ recommendation }) =>
    recommendation === null
      ? []
      : [
          [recommendation.lead, ...recommendation.clauses.map(({ raw }) => raw)]
            .filter((part) => part !== '')
            .join(' | '),
        ],
  ),
  decisions: rounds.flatMap(({ decisions }) =>
    decisions.map(({ date, rawText }) => `${date}: ${rawText.split('\n')[0]}`),
  ),
});
const linesOfItem = ({ printed }: ImportedItem): string[] =>
  printed.flatMap(({ heading, lines }) => [...(heading === null ? [] : [heading]), ...lines]);
const letters = (text: string): string => text.toLowerCase().replace(/[^a-zæøå0-9]/g, '');

/** The same text as somebody else's paste would have it. */
const PASTES: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  'without empty lines': (text) => text.replace(/\n\s*\n/g, '\n'),
  'an empty line after each': (text) => text.replaceAll('\n', '\n\n'),
  'tabs as spaces': (text) => text.replaceAll('\t', '    '),
  'one space for many': (text) => text.replace(/[ \t]+/g, ' '),
  'without the items’ numbers': (text) => text.replace(/^(?:(?:punkt|sag|pkt\.) )?\d{1,3}[.:]?[ \t]+/gim, ''),
  'in capitals': (text) => text.toUpperCase(),
};

describe('Agendas of other municipalities', () => {
  it('are twenty, of five systems or more', () => {
    expect(names).toHaveLength(20);
    expect(Object.keys(expected).sort()).toEqual(names.toSorted());
    expect(new Set(names.map((name) => name.split('-')[0])).size).toBeGreaterThanOrEqual(5);
  });

  it.each(names)('%s is read as a person reads it', (name) => {
    expect(readAgenda(bytesOf(name)).items.map(asRead)).toEqual(expected[name]);
  });

  it.each(names)('%s loses no word, and every item is a draft that can be stored and printed', (name) => {
    const bytes = bytesOf(name);
    const read = readAgenda(bytes);
    expect(wordsIn(printedLines(read)).join('')).toBe(wordsIn(linesOf(decodeText(bytes))).join(''));
    expect(schema.safeParse(JSON.parse(JSON.stringify(read))).error).toBeUndefined();
    for (const item of read.items) {
      expect(ItemContent.safeParse(toItemContent(item).content).error).toBeUndefined();
      const { number, document } = printableItem(item);
      expect(wordsIn([printWords(printModel(document, false), number)]).join('')).toBe(
        wordsIn(linesOfItem(item)).join(''),
      );
    }
  });

  describe.each(Object.entries(PASTES))('%s', (_paste, pasted) => {
    it.each(names)('%s: nothing that is closed, or of which nothing is said, stands in an open item', (name) => {
      const text = pasted(decodeText(bytesOf(name)));
      const { items } = readAgenda(Buffer.from(text));
      const open = items
        .filter(({ openness }) => openness === 'open')
        .map((item) => letters(linesOfItem(item).join('\n')));
      for (const { title, openness } of expected[name] ?? [])
        if (openness !== 'open') expect(open.filter((words) => words.includes(letters(title)))).toEqual([]);
    });
  });

  it('the share that is read right is the one that README.md names', () => {
    const all = Object.values(expected).flat();
    const right = names.flatMap((name) => {
      const read = readAgenda(bytesOf(name)).items.map(asRead);
      return (expected[name] ?? []).filter((item) =>
        read.some((each) => JSON.stringify(each) === JSON.stringify(item)),
      );
    });
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    expect(readme).toContain(`${right.length} of ${all.length} items`);
  });
});

describe('The bytes of old machines', () => {
  it('are told apart by their Danish letters, and that is said', () => {
    const mac = readAgenda(bytesOf('acadre-mac'));
    expect(mac.items[1]?.title).toBe('Årets trivselsmåling');
    expect(mac.oddities[0]).toBe('Filens tegn er læst som MacRoman (ældre Mac); se efter, at æ, ø og å er rigtige.');
    const dos = readAgenda(bytesOf('kmd-dosbytes'));
    expect(dos.items[0]).toMatchObject({ title: 'Årsregnskab for 1998' });
    expect(dos.items[0]?.sections[0]?.rawText).toContain('jf. § 45');
    expect(dos.oddities[0]).toContain('CP850 (DOS)');
  });

  it('a text in UTF-16 need not say so', () => {
    const text = decodeText(bytesOf('acadre-punkt276'));
    const little = Buffer.from(text, 'utf16le');
    expect(readAgenda(little).items).toHaveLength(3);
    expect(readAgenda(Buffer.from(little).swap16()).items).toHaveLength(3);
  });
});
