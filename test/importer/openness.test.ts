/** Openness is read and never guessed: what is not said for certain is closed, and that is said. */
import { describe, expect, it } from 'vitest';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { toItemContent } from '#src/importer/to-item-content.ts';

const read = (text: string) => readAgenda(Buffer.from(text));
const facts = (text: string) =>
  read(text).items.map(({ number, openness, opennessIsRead }) => [number, openness, opennessIsRead]);
const HEAD = 'Økonomiudvalget\n\nDAGSORDEN\n\nDato: 7. juni 2023\n\n';
const BODY = 'Sagsgang\n\nØK\n\nSagsfremstilling\n\nTekst.\n\nIndstilling\n\nDet indstilles, at det drøftes.\n\n';

describe('The words beside an item', () => {
  const CLOSED = [
    'Lukket sag',
    'Lukket',
    'LUKKET',
    'lukket',
    'Lukket punkt',
    'Lukket punkt - § 10',
    'Lukket punkt – styrelseslovens § 10, stk. 1',
    'Lukket sag, jf. § 10',
    'Lukket sag jf. § 10',
    'Lukket sag jf. styrelsesloven § 10, stk. 1, pkt. 2',
    'Lukket (§ 10)',
    '(Lukket)',
    'Fortrolig',
    'Fortroligt',
    'Fortroligt punkt',
    'Fortrolig jf. forvaltningslovens § 27',
    'Ikke åben sag',
    'Ikke-åben sag',
    'Ikke åbent',
    'Ikke offentlig',
    'Ikke-offentligt punkt',
    'Lukket dagsordenspunkt',
    'Lukket møde',
    'Behandles for lukkede døre',
    'For lukkede døre',
    'Offentlighed: Lukket',
    'Status: Lukket',
    'Åben/lukket: Lukket',
    'Åben: Nej',
    'Lukket: Ja',
    'Sagsnr.: 23/1 Lukket',
    'J.nr. 00.30.00-Ø00-1-23 Sagsid.: 4411 Initialer: ABC Lukket sag',
    '23/1 Lukket',
    'Åbent punkt, herefter lukket',
  ];
  it.each(CLOSED)('"%s" says that it is closed', (words) => {
    expect(facts(`${HEAD}1. Valg\n\nÅben sag\n\n${BODY}2. Køb af areal\n\n${words}\n\n${BODY}`)).toEqual([
      ['1', 'open', true],
      ['2', 'closed', true],
    ]);
  });

  it.each([
    'Åben sag',
    'Åbent',
    'ÅBEN',
    'Åbent punkt',
    'Offentlig',
    '(Åben)',
    'Åbenhed: Åben',
    'Åben: Ja',
    'Sagsnr.: 23/1 Åbent',
  ])('"%s" says that it is open', (words) => {
    expect(facts(`${HEAD}1. Valg\n\nLukket sag\n\n${BODY}2. Køb af areal\n\n${words}\n\n${BODY}`)).toEqual([
      ['1', 'closed', true],
      ['2', 'open', true],
    ]);
  });

  it.each(['Åben/lukket', 'Åben drøftelse om havnen', 'Ikke lukket', 'Åbningstider', ''])(
    '"%s" says nothing, so that it is closed until a person has said otherwise',
    (words) => {
      const text = `${HEAD}1. Valg\n\nÅben sag\n\n${BODY}2. Køb af areal\n\n${words}\n\n${BODY}`;
      expect(facts(text)).toEqual([
        ['1', 'open', true],
        ['2', 'closed', false],
      ]);
      expect(read(text).oddities.join()).toContain(
        '»Køb af areal«: der står ikke, om sagen er åben; den er læst som lukket',
      );
    },
  );

  it('two words that do not agree are closed, and that is said', () => {
    const text = `${HEAD}LUKKEDE PUNKTER\n\n1. Køb af areal\n\nÅben sag\n\n${BODY}`;
    expect(facts(text)).toEqual([['1', 'closed', false]]);
    expect(read(text).oddities.join()).toContain('der står både, at sagen er åben, og at den er lukket');
  });
});

describe('The words in a title', () => {
  it.each([
    ['2. Lukket punkt', 'Lukket punkt'],
    ['2. Lukket - Salg af jordstykke', 'Lukket - Salg af jordstykke'],
    ['2. Lukket sag: Tandpleje', 'Lukket sag: Tandpleje'],
    ['2. Tildeling af pris - Lukket punkt', 'Tildeling af pris - Lukket punkt'],
    ['2. Tildeling af pris (lukket punkt)', 'Tildeling af pris (lukket punkt)'],
    ['2. Tildeling af pris\tLukket', 'Tildeling af pris'],
    ['2. (Lukket) Tildeling af pris', 'Tildeling af pris'],
    ['2 (Lukket) Tildeling af pris', 'Tildeling af pris'],
    ['Punkt 2: Tildeling af pris (fortrolig)', 'Tildeling af pris (fortrolig)'],
    ['2. Ikke åben sag', 'Ikke åben sag'],
  ])('"%s" is closed', (line, title) => {
    const { items } = read(`${HEAD}1. Valg\tÅbent\n\n${BODY}${line}\n\n${BODY}`);
    expect(items.map((item) => [item.title, item.openness, item.opennessIsRead])).toEqual([
      ['Valg', 'open', true],
      [title, 'closed', true],
    ]);
  });

  it('a title that speaks of something open or closed says nothing of the item', () => {
    expect(
      facts(`${HEAD}1. Åben skole i lukkede kredsløb\n\n${BODY}2. Lukkede kredsløb\n\nÅben sag\n\n${BODY}`),
    ).toEqual([
      ['1', 'closed', false],
      ['2', 'open', true],
    ]);
  });
});

describe('A head over several items', () => {
  it.each([
    'LUKKEDE PUNKTER',
    'Lukkede punkter:',
    'Lukkede dagsordenspunkter',
    'Lukkede beslutningssager',
    'Punkter for lukkede døre',
    'Til behandling - for lukkede døre',
    'Sager til behandling for lukkede døre',
    'For lukkede døre',
    'LUKKET MØDE',
    'Lukket dagsorden',
    'Fortrolige punkter',
    'Ikke-åbne sager',
  ])('"%s" closes those below it', (group) => {
    const text = `${HEAD}Åbne punkter\n\n1. Valg\n\n${BODY}${group}\n\n2. Køb af areal\n\n${BODY}3. Personsag\n\n${BODY}`;
    expect(facts(text)).toEqual([
      ['1', 'open', true],
      ['2', 'closed', true],
      ['3', 'closed', true],
    ]);
  });

  it('that no item was told apart below closes the one that it stands in', () => {
    const text = `${HEAD}1. Valg\n\nÅben sag\n\n${BODY}For lukkede døre\n\nkøb af areal til 3 mio. kr.\n`;
    expect(facts(text)).toEqual([['1', 'closed', false]]);
    expect(read(text).oddities.join()).toContain('»For lukkede døre« står inde i et åbent punkt');
  });
});

describe('An item inside another', () => {
  it('closes it where it says that it is closed, and is listed', () => {
    const { items, oddities } = read(
      `${HEAD}1. Valg\n\nÅben sag\n\nSagsfremstilling\n\nTekst.\n\nkøb af areal\nLukket\n\nMere tekst.\n`,
    );
    expect(items).toMatchObject([{ openness: 'closed', opennessIsRead: false, likelyItems: ['køb af areal'] }]);
    expect(oddities.join()).toContain('»køb af areal« ligner et punkt mere inde i dette');
  });

  it('closes it as well where nothing is said of it', () => {
    const { items, oddities } = read(
      `${HEAD}1. Valg\n\nÅben sag\n\nSagsfremstilling\n\nTekst.\n\n4. Køb af areal\n\nkommunen har fået et tilbud.\n`,
    );
    expect(items).toMatchObject([{ openness: 'closed', opennessIsRead: false, likelyItems: ['4. Køb af areal'] }]);
    expect(oddities.join()).toContain('»4. Køb af areal« ligner et punkt mere inde i dette');
  });

  it('is none where a list goes on, a date or a school year begins a line', () => {
    const list = '1. Den ene sag.\n\nMed mere tekst.\n\n2. Den anden sag\n\n3. Den tredje sag';
    const text = `${HEAD}1. Valg\n\nÅben sag\n\nSagsfremstilling\n\n${list}\n\n7.-10. klasse deltager\n\n16. August er dagen\n\n10. Klasse\n\n2.500.000 kr.\n`;
    expect(read(text).items).toMatchObject([{ openness: 'open', opennessIsRead: true, likelyItems: [] }]);
  });
});

describe('A bilag in a simple list', () => {
  const { items, oddities } = read(
    `${HEAD}1. Valg\n\nÅben sag\n\nSagsfremstilling\n\nTekst.\n\nBilag:\n\n• Kort over skoler (123/23)\n• Notat (Åbent bilag)\n• Tilbud (Lukket bilag)\n`,
  );

  it('is open where the row says so, and closed with its title where it says nothing', () => {
    expect(items[0]?.attachments).toMatchObject([
      { title: 'Kort over skoler', openness: 'closed', opennessIsRead: false },
      { title: 'Notat', openness: 'open', opennessIsRead: true },
      { title: 'Tilbud', openness: 'closed', opennessIsRead: true },
    ]);
    const rows = items[0] && toItemContent(items[0]).content.bilag;
    expect(rows?.map(({ titlePublic }) => titlePublic)).toEqual([false, true, true]);
  });

  it('is named as one of which nobody has said it', () => {
    expect(oddities.join()).toContain('»Valg«: 1 bilag siger ikke, om de er åbne; hvert er læst som lukket');
  });
});

describe('A bilag in a list without marks', () => {
  const listed = (rows: string) =>
    read(`${HEAD}1. Valg\n\nÅben sag\n\nSagsfremstilling\n\nTekst (9/23)\n\nBilag:\n\n${rows}\n`);

  it('is a bilag, closed with its title where nothing says otherwise, and named', () => {
    const { items, oddities } = listed(
      'Kort over skoler (123/23)\nNotat (Åbent bilag)\n"Tilbud" fra rådgiver (124/23)',
    );
    expect(items[0]?.attachments).toMatchObject([
      { seq: 1, title: 'Kort over skoler', docNo: '123/23', openness: 'closed', opennessIsRead: false },
      { seq: 2, title: 'Notat', openness: 'open', opennessIsRead: true },
      { seq: 3, title: '"Tilbud" fra rådgiver', docNo: '124/23', openness: 'closed', opennessIsRead: false },
    ]);
    expect(items[0]?.sections).toMatchObject([{ heading: 'Sagsfremstilling' }]);
    expect(oddities.join()).toContain('2 bilag siger ikke, om de er åbne; hvert er læst som lukket');
  });

  it('is none where the line goes on a row with a number, or is a text', () => {
    const { items } = listed(
      '1\tÅben\tKort over\nskolerne i byen (123/23)\n2\tLukket\tTilbud (124/23)\n\nSe også på nettet.',
    );
    expect(items[0]?.attachments).toMatchObject([
      { seq: 1, title: 'Kort over skolerne i byen', openness: 'open' },
      { seq: 2, title: 'Tilbud', openness: 'closed' },
    ]);
  });
});
