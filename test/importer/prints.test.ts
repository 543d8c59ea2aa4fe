/** Whatever text the importer accepts, it prints back. */
import { afterAll, describe, expect, it } from 'vitest';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { renderImported } from '#src/importer/render-imported.ts';
import { closeItemRenderer } from '#src/pdf/render-item.ts';
import { missingPrograms, rawText, withFile } from '../tools/pdf-tools.ts';

afterAll(closeItemRenderer);

const missing = await missingPrograms(['pdftotext']);
const withTools = missing.length === 0 ? it : it.skip;
const because = missing.length === 0 ? '' : ` (skipped: install ${missing.join(', ')})`;

const printed = (text: string) => renderImported(readAgenda(Buffer.from(text)), new Date(0));
const itemWith = (body: string) => `1. Titel\n\nÅben sag\n\n${body}\n`;
const numbered = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => `${n + 1}${line(n)}`).join('\n');

const LONG: Record<string, string> = {
  'a paragraph of 160,000 characters': itemWith(`Sagsfremstilling\n\n${'ord '.repeat(40_000)}`),
  'a word of 150,000 letters': itemWith(`Sagsfremstilling\n\n${'æ'.repeat(150_000)}`),
  'a bullet that goes on over 2,000 lines': itemWith(`Sagsfremstilling\n\n• ${`${'x'.repeat(80)}\n`.repeat(2_000)}`),
  'a title of 299 letters behind its number': `Punkt 12: ${'T'.repeat(299)}\n\nÅben sag\n\nSagsfremstilling\n\nTekst.\n`,
  'a clause and a lead longer than a draft may have': itemWith(
    `Indstilling\n\n${'ord '.repeat(1_000)} indstiller, at\n\n1. ${'ord '.repeat(4_000)}\n2. to`,
  ),
  'sixty clauses, forty sections': itemWith(
    `Indstilling\n\nDirektionen indstiller, at\n\n${numbered(60, () => '. det sker.')}\n\n${'Sagsfremstilling\n\nTekst.\n\n'.repeat(40)}`,
  ),
  'fourteen thousand lines': itemWith(`Sagsfremstilling\n\n${'En linje.\n\n'.repeat(14_000)}`),
  'a table of sixty columns': itemWith(`Sagsfremstilling\n\n${`${'a\t'.repeat(60)}\n`.repeat(200)}`),
  'a decision of 160,000 characters by an organ with a long name': itemWith(
    `Beslutning i ${'Udvalget for alt '.repeat(30)} den 12-03-2024\n\n${'ord '.repeat(40_000)}\n\nAfbud: ${'Navn Navnesen, '.repeat(500)}`,
  ),
  'twelve hundred rows of bilag': itemWith(`Bilag:\n\n${numbered(1_200, (n) => ` - Åben Navn (${n}/23)`)}`),
  'a long head of the agenda': `Økonomiudvalget\n\nDagsorden\n\n${'lang '.repeat(60_000)}\n\n${itemWith('Resume\n\nTekst.')}`,
};

describe('A text is printed', () => {
  it.each(Object.entries(LONG))('with %s', async (_, text) => {
    await expect(printed(text)).resolves.toBeInstanceOf(Uint8Array);
  });

  withTools(`with every word of a paragraph that is parted${because}`, async () => {
    const words = Array.from({ length: 16_000 }, (_, n) => `ord${n}`).join(' ');
    await withFile(await printed(itemWith(`Sagsfremstilling\n\n${words}`)), 'import.pdf', async (path) => {
      const text = (await rawText(path)).replaceAll(/Side \d+ af \d+|\f/gu, ' ').replaceAll(/\s+/gu, ' ');
      expect(text).toContain(words);
    });
  });
});
