/** Single customs, each in a text of a few lines: numbers, page ends, what a web page has, and what only looks like a heading. */
import { describe, expect, it } from 'vitest';
import { readAgenda } from '#src/importer/read-agenda.ts';

const rows = (item: ReturnType<typeof readAgenda>['items'][number] | undefined) =>
  item?.attachments.map(({ seq, openness, title, docNo }) => [seq, openness, title, docNo]);

describe('The number of an item', () => {
  const body = '23/1 Åben Sag\n\nSagsgang\n\nDIR\n\nSagsfremstilling\n\nTekst.\n';
  it.each([
    ['1. Valg', '2. Budget'],
    ['1) Valg', '2) Budget'],
    ['Punkt 1: Valg', 'Punkt 2: Budget'],
    ['Pkt. 1 - Valg', 'Pkt. 2 - Budget'],
    ['Sag nr. 1 Valg', 'Sag nr. 2 Budget'],
    ['Punkt 1\n\nValg', 'Punkt 2\n\nBudget'],
    ['ÅBNE PUNKTER\n\n1. Valg', 'LUKKEDE PUNKTER\n\n2. Budget'],
  ])('%j', (first, second) => {
    const text = `Direktionen\n\nDAGSORDEN\n\nDato: 7. juni 2023\n\nMedlemmer: 1. viceborgmester Bo Prøve (A)\n\n${first}\n\n${body}\n${second}\n\n${body}`;
    const { items, meeting } = readAgenda(Buffer.from(text));
    expect(items.map(({ number, title }) => [number, title])).toEqual([
      ['1', 'Valg'],
      ['2', 'Budget'],
    ]);
    expect(items.map(({ sections }) => sections.map(({ heading }) => heading))).toEqual([
      ['Sagsfremstilling'],
      ['Sagsfremstilling'],
    ]);
    expect(meeting?.members.map(({ raw }) => raw)).toEqual(['1. viceborgmester Bo Prøve (A)']);
  });

  it('a sag with a number in the records is no item’s number', () => {
    const text = `Valg af formand\n\nSag 23/9260\n\nÅben sag\n\nSagsfremstilling\n\nTekst.\n`;
    expect(readAgenda(Buffer.from(text)).items[0]).toMatchObject({ number: null, caseNumber: '23/9260' });
  });
});

describe('An item as a web page has it', () => {
  const { items, oddities } = readAgenda(
    Buffer.from(
      'Punkt 7 Cykelsti\n\nSagsnr.: 00.16.00-A00-1-23\n\nÅben sag\n\nSagsgang\n\nMTU → ØK → KB\n\nSagsfremstilling\n\nDer er 2,5&nbsp;mio. kr.<br />til stien.\n\nIndstilling\n\nDirektionen indstiller, at\n\na) der gives 3,5 mio. kr.,\nb) beløbet frigives.\n\nBeslutning i Miljø- og Teknikudvalget den 7. februar 2023 (pkt. 12)\n\nUdsættes.\n\nBilag\n\n• Kort (12345/23)\n• Notat (Lukket bilag)\n',
    ),
  );

  it('arrows on the route, letters before the clauses, an item’s number behind the decision, bullets before the attachments', () => {
    const [item] = items;
    expect(item).toMatchObject({ number: '7', title: 'Cykelsti', caseNumber: '00.16.00-A00-1-23' });
    expect(item?.route.stops.map(({ body }) => body)).toEqual(['MTU', 'ØK', 'KB']);
    expect(item?.rounds[0]?.recommendation?.clauses.map(({ raw }) => raw)).toEqual([
      'der gives 3,5 mio. kr.,',
      'beløbet frigives.',
    ]);
    expect(item?.rounds[0]?.decisions).toMatchObject([{ body: 'MTU', date: '2023-02-07', outcome: 'UDSAT' }]);
    expect(rows(item)).toEqual([
      [1, 'closed', 'Kort', '12345/23'],
      [2, 'closed', 'Notat', null],
    ]);
    expect(oddities).toEqual([
      '»Cykelsti«: 1 bilag siger ikke, om de er åbne; hvert er læst som lukket, til nogen har sagt andet.',
      'Der er rester af HTML i teksten; de er taget ud, hvor den vises.',
      'Der er HTML-koder (som »&amp;«) i teksten; de står, som de blev læst.',
    ]);
  });
});

describe('Where a page ends', () => {
  it.each(['Side 2 af 9', '\n2\n\f', '2\n\nNorddjurs Kommune\nDirektionen 07-06-2023'])(
    '%j above a decision says nothing of it',
    (end) => {
      const text = `Et punkt\n\n23/1 Åben Sag\n\nSagsgang\n\nDIR\n\nBeslutning i Direktionen den 07-06-2023\n\n${end}\n\nGodkendt.\n`;
      expect(readAgenda(Buffer.from(text)).items[0]?.rounds[0]?.decisions[0]?.outcome).toBe('GODKENDT');
    },
  );

  it('a list of members goes on in the next line, and signers stand a line each', () => {
    const names = ['Karla Eksempel (formand, A)', 'Bo Prøve (A)', 'Lis Tænkt (V)', 'Ib Opdigtet (Løsgænger)'];
    const head = `Økonomiudvalget\n\nDAGSORDEN\n\nDato: 7. juni 2023\n\nMedlemmer: ${names.join(', ').replace('Lis Tænkt', 'Lis\nTænkt')}\n\n`;
    const body = '1. Valg\n\nÅben Sag\n\nSagsgang\n\nØK\n\nSagsfremstilling\n\nTekst.\n\n';
    const tail = `Underskriftsside\n\n${names.slice(0, 2).join('\n')}\n\n${names.slice(2).join('\n').replace('Lis ', 'Lis\n')}\n`;
    const { meeting, signaturePage } = readAgenda(Buffer.from(head + body + tail));
    expect(meeting?.members.map(({ raw }) => raw)).toEqual(names);
    expect(signaturePage).toEqual(names);
  });

  it('three empty lines after every line mean no more than one', () => {
    const lines = [
      'Et punkt',
      '23/1 Åben Sag',
      'Sagsgang',
      'ØK',
      'Sagsfremstilling',
      'Her er en lang linje, som er brudt, fordi siden ikke var',
      'bred nok.',
      'Og en til.',
      'Indstilling',
      'Det indstilles, at det drøftes.',
    ];
    const text = lines.join(' \n\n\n\n').replace('bred nok. ', 'bred nok. \n\n\n\n \n\n\n');
    expect(readAgenda(Buffer.from(text)).items[0]?.sections[0]?.rawText).toBe(
      'Her er en lang linje, som er brudt, fordi siden ikke var\nbred nok.\n\nOg en til.',
    );
  });
});

describe('What only looks like a heading', () => {
  const textOf = (line: string) =>
    readAgenda(
      Buffer.from(
        `Et punkt\n\n23/1 Åben Sag\n\nSagsgang\n\nDIR\n\nSagsfremstilling\n\nTekst.\n\n${line}\n\nMere tekst.\n`,
      ),
    )
      .items[0]?.sections.map(({ rawText }) => rawText)
      .join('\n\n');
  it.each([
    'Indstillingen følger senere',
    'Udstilling',
    'Sagsgange',
    'Beslutningen i Økonomiudvalget den 05-12-2023 blev fulgt',
    'Indstilling til prisen kan sendes',
    'Bilag 2 viser tallene',
    '2023-2026',
    '22-06-2022',
    '1',
    'Økonomiudvalget',
  ])('"%s" is text', (line) => {
    expect(textOf(line)).toBe(`Tekst.\n\n${line}\n\nMere tekst.`);
  });
});
