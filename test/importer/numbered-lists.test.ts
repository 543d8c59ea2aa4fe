/** One list keeps its own numbers, whatever its entries hold; what only looks like a number of it is none. */
import { describe, expect, it } from 'vitest';
import { plainText } from '#src/documents/plain-text.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { richFromLines } from '#src/importer/rich-from-lines.ts';
import { toItemContent } from '#src/importer/to-item-content.ts';

const LIST = `1. Budgetproces 2025. Direktionen drøfter processen.

Processen begynder i 7.-10. klasse og slutter den

3. maj 2024.

Formålet med processen er:

- at alle er med
- at ingen venter

2. Likviditet. Økonomichefen orienterer om likviditeten.

Der er brugt

2. mio. kr. mere end ventet.

3. Udmøntning af pulje. Direktionen drøfter puljen.

Formålet med puljen er:

- at den bruges`;
const itemOf = (statement: string, recommendation: string, decision: string) =>
  readAgenda(
    Buffer.from(
      `Økonomi\n\n23/1 Åben sag\n\nSagsgang\n\nDIR\n\nSagsfremstilling\n\nDirektionen har følgende punkter til behandling:\n\n${statement}\n\nIndstilling\n\n${recommendation}\n\nBeslutning i Direktionen den 04-10-2023\n\n${decision}\n`,
    ),
  ).items[0];

describe('A list whose entries run over several paragraphs, bullets and small headings', () => {
  const item = itemOf(LIST, `Kommunaldirektøren indstiller, at\n\n${LIST}`, LIST);

  it('has its three entries in the text, with what belongs to each', () => {
    const [section] = item?.sections ?? [];
    expect(section?.subItems?.map(({ n, titleRaw }) => [n, titleRaw])).toEqual([
      [1, 'Budgetproces 2025'],
      [2, 'Likviditet'],
      [3, 'Udmøntning af pulje'],
    ]);
    expect(section?.subItems?.[0]?.rawText).toContain('- at ingen venter');
    expect(section?.subItems?.[2]?.rawText).toContain('- at den bruges');
  });

  it('has them again in the recommendation and in the decision', () => {
    const [round] = item?.rounds ?? [];
    expect(round?.recommendation?.clauses.map(({ n, raw }) => [n, raw.slice(0, 10)])).toEqual([
      [1, 'Budgetproc'],
      [2, 'Likviditet'],
      [3, 'Udmøntning'],
    ]);
    expect(round?.decisions[0]?.subDecisions.map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it('is one list with its own numbers in the draft', () => {
    const nodes = item ? toItemContent(item).content.sections[0]?.body.content : [];
    const lists = (nodes ?? []).filter(({ type }) => type === 'orderedList');
    expect(lists.map(({ attrs, content }) => [attrs, content?.length])).toEqual([[{ start: 1 }, 3]]);
    expect(lists[0]?.content?.[0]?.content?.map(({ type }) => type)).toContain('bulletList');
  });
});

describe('What is no entry', () => {
  const entries = (lines: string) =>
    itemOf(lines, 'Det indstilles, at det drøftes.', 'Drøftet.')?.sections[0]?.subItems?.map(({ n }) => n);
  const A = '1. Skolen. Alt om skolen drøftes.';
  const B = '2. Havnen. Alt om havnen drøftes.';
  const C = '3. Vejen. Alt om vejen drøftes.';

  it.each([
    ['numbers that begin again', `${A}\n\n1. Først det ene\n2. Så det andet\n3. Så det tredje\n\n${B}\n\n${C}`],
    ['a school year', `${A}\n\n${B}\n\n3. klasse har svømning\n\n${C}`],
    ['school years', `${A}\n\n${B}\n\n3. – 9. klasse har svømning\n\n${C}`],
    ['a date', `${A}\n\n${B}\n\n3. maj er fristen\n\n${C}`],
    ['a sum', `${A}\n\n${B}\n\n3. mio. kr. er afsat\n\n${C}`],
    ['a sum in full', `${A}\n\n${B}\n\n3.000.000 kr. er afsat\n\n${C}`],
    ['an order', `${A}\n\n${B}\n\n3. behandling sker i maj\n\n${C}`],
  ])('%s', (_, lines) => {
    expect(entries(lines)).toEqual([1, 2, 3]);
  });

  it('the text below a list of single paragraphs, nor a second list', () => {
    const rich = richFromLines(`${A}\n${B}\n\nØkonomichefen deltager.\n\n1. Ny liste\n2. Med to`.split('\n'));
    expect(rich.content.map(({ type }) => type)).toEqual(['orderedList', 'paragraph', 'orderedList']);
    expect(plainText(rich)).toContain('Økonomichefen deltager.');
  });
});

describe('A records number on the line after its row', () => {
  it('is the number of that row', () => {
    const rows =
      '1 -\tÅben\tOversigt\t(41694/23)\t(H)\n3453832\n2 -\tÅben\tNotat om\n\nskolen\t(41695/23)\t(H)\n\n3453833\n\n3 -\tLukket\t\t()\t()\n';
    const { items, oddities } = readAgenda(
      Buffer.from(`Økonomi\n\n23/1 Åben sag\n\nSagsfremstilling\n\nTekst.\n\nBilag:\n\n${rows}`),
    );
    expect(items[0]?.attachments.map(({ seq, docId, title, docNo, flag }) => [seq, docId, title, docNo, flag])).toEqual(
      [
        [1, '3453832', 'Oversigt', '41694/23', 'H'],
        [2, '3453833', 'Notat om skolen', '41695/23', 'H'],
        [3, null, null, null, null],
      ],
    );
    expect(items[0]?.sections).toHaveLength(1);
    expect(oddities.join()).not.toContain('er ikke et bilag');
  });
});
