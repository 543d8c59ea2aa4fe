/** A text of a megabyte is read in seconds, whatever stands in it: what grows with the square of the length would take minutes. */
import { describe, expect, it } from 'vitest';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { PUBLISHED } from './texts.ts';

const times = (count: number, text: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => text(n)).join('');
const inItem = (text: string): string => `Et punkt\n\n23/1 Åben Sag\n\nSagsgang\n\nØK\n\nSagsfremstilling\n\n${text}\n`;
const item = PUBLISHED['004'] ?? '';

const TEXTS: Record<string, string> = {
  'three hundred items': `Økonomiudvalget\n\nDAGSORDEN\n\n${times(300, (n) => `${n + 1}. ${item}\n\n`)}`,
  'one item, a hundred and twenty times as long': inItem(times(120, () => PUBLISHED['002'] ?? '')),
  'a long list of contents, many members': `Kommunalbestyrelsen\n\nDAGSORDEN\n\nMedlemmer: ${times(15_000, (n) => `Bo Prøve${n} (A)\n`)}\nIndholdsfortegnelse\n\n${times(10_000, (n) => `${n}. Titel ${n} ....... ${n % 900}\n`)}\n${inItem('Tekst.')}`,
  attachments: inItem(`Tekst.\n\nBilag:\n\n${times(20_000, (n) => `${(n % 999) + 1}\tÅben\tBilag nummer ${n}\n`)}`),
  'numbers alone': inItem(times(14_000, (n) => `${n}\n\n`)),
  'brackets and signs': inItem(
    ['(', '<', '<ul ', 'at ', '- ', '.', '1. ', '&', '\f']
      .map((sign) => sign.repeat(sign === '\f' ? 25_000 : 100_000))
      .join('\n'),
  ),
  'white space': inItem(
    `${times(20, () => `${' '.repeat(40_000)}x\n`)}${'\t'.repeat(100_000)}\n${'- \n'.repeat(25_000)}`,
  ),
  'people away': inItem(
    `Beslutning i Direktionen den 01-02-2023\n\nGodkendt.\n\nAfbud:\n\n${times(20_000, (n) => `Bo Prøve${n} (A)\n`)}`,
  ),
  'case numbers': inItem(times(14_000, (n) => `Sagsnr.: 23/${n}\n\n`)),
  'words that close': inItem(times(14_000, () => 'Lukket\n\n')),
  'heads over groups': inItem(times(29_000, () => 'Lukkede punkter\n')),
  'lists that begin again': inItem(times(7_000, () => '1. Et punkt\n\nMed tekst.\n\n')),
  'titles that say they are closed': inItem(times(7_000, (n) => `Titel ${n}\n\nLukket punkt\n\n`)),
  'pages of one line': times(
    2_000,
    (n) =>
      `${n} ${n}. Sag ${n} A00 12/${n} Åben sag Sagsgang: VPU Sagsfremstilling ${'Tekst om sagen. '.repeat(25)} Indstilling Det indstilles, at det drøftes.\n\n`,
  ),
};

describe('A long text is read in seconds', () => {
  it.each(Object.entries(TEXTS))('%s', { timeout: 120_000 }, (_, text) => {
    const before = performance.now();
    expect(readAgenda(Buffer.from(text)).items.length).toBeGreaterThan(0);
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
