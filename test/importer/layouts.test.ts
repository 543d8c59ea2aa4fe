/** What the importer was not made for at first: layouts of other years, and what other programs make of a page. */
import { describe, expect, it } from 'vitest';
import { plainText } from '#src/documents/plain-text.ts';
import { markOf } from '#src/importer/marked-list.ts';
import { numberOf } from '#src/importer/numbered-title.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { toItemContent } from '#src/importer/to-item-content.ts';
import { invented } from './texts.ts';

const rows = (item: ReturnType<typeof readAgenda>['items'][number] | undefined) =>
  item?.attachments.map(({ seq, openness, title, docNo }) => [seq, openness, title, docNo]);

describe('An agenda with a head and a number on every page', () => {
  const { meeting, items, contents, attachmentOverview, oddities } = readAgenda(invented('kb-sidehoved'));

  it('what the pages repeat is in no title, list, clause or row, and is counted once', () => {
    expect(items.map(({ number, title }) => [number, title])).toEqual([
      ['1', 'Budget 2020-2023 – tidsplan og procedure'],
      ['2', 'Bestyrelser for de selvejende institutioner på kultur- og fritidsområdet'],
      ['3', 'Lukket punkt: Køb af areal'],
    ]);
    expect(rows(items[0])).toEqual([
      [1, 'open', 'Tidsplan', '3434/19'],
      [2, 'closed', null, null],
    ]);
    expect(items[1]?.rounds[0]?.recommendation?.clauses).toEqual([{ n: 1, raw: 'formen vælges.' }]);
    expect(items[2]?.sections).toEqual([]);
    expect(attachmentOverview).toMatchObject([{ rows: [{ seq: 1 }, { seq: 2, closed: true }] }]);
    expect(oddities).toEqual(['Der er 16 linjer med sidetal eller sidehoved i teksten; de hører til papiret.']);
  });

  it('leaders without a space before the page, and over two lines', () => {
    expect(contents.map(({ titleRaw, pageRaw }) => [titleRaw, pageRaw])).toEqual([
      ['1. Budget 2020-2023 – tidsplan og procedure', '1'],
      ['2. Bestyrelser for de selvejende institutioner på kultur- og fritidsområdet', '3'],
      ['3. Lukket punkt: Køb af areal', '4'],
      ['Bilagsoversigt', '5'],
    ]);
  });

  it('two columns that became one list: who stands there twice was away', () => {
    expect(meeting?.members.map(({ name, note }) => `${name}, ${note}`)).toEqual([
      'Jan Prøve, A',
      'Tom Eksempel, A',
      'Hans Tænkt Jensen, A',
      'Ulf Opdigtet, Ø',
      'Benny Prøvesen, V',
      'Helle Plads, Løsgænger',
      'Harald Grøn, UP',
    ]);
    expect(meeting?.absences.map(({ people }) => people.map(({ name }) => name))).toEqual([['Tom Eksempel']]);
  });
});

describe('A protocol with every cell on a line of its own', () => {
  const { meeting, items, contents } = readAgenda(invented('buu-celler'));

  it('numbers above their titles, case numbers in two parts, rows in four', () => {
    expect(items.map(({ number, title, caseNumber, openness }) => [number, title, caseNumber, openness])).toEqual([
      ['1', 'Rundvisning i hallen', '16/928', 'open'],
      ['2', 'Valg af håndværker til udluftning på Prøve Skole', '15/17881', 'open'],
      ['3', 'Klagesager', '16/300', 'closed'],
    ]);
    expect(rows(items[1])).toEqual([
      [1, 'open', 'Oversigt over bud', '12345/16'],
      [2, 'closed', 'Vurdering af bud', '12346/16'],
    ]);
    expect(contents.map(({ titleRaw }) => titleRaw)).toContain('1. Rundvisning i hallen');
  });

  it('a sentence that begins with an organ is no route', () => {
    expect(items[0]?.route.stops).toEqual([{ body: 'BUU' }]);
    expect(items[0]?.sections[0]?.rawText).toMatch(/^Børne- og ungdomsudvalget ser hallen/);
    expect(meeting?.placeRaw).toBe('Prøvehallen, Prøvevej 7 i Grenaa. Derefter mødelokale 2 på rådhuset.');
  });
});

describe('A protocol that has lost its line ends', () => {
  const { meeting, items, contents } = readAgenda(invented('mtu-sammenloebet'));

  it('headings are headings before the first sentence below them, too', () => {
    const [waterworks, plan, news] = items;
    expect(waterworks?.route.stops).toEqual([{ body: 'MTU' }]);
    expect(waterworks?.sections).toMatchObject([
      { heading: 'Sagsfremstilling', rawText: 'Vandværket kommer kl. 8.\n\nDet har nye ledninger.' },
    ]);
    expect(plan?.sections.map(({ heading }) => heading)).toEqual(['Sagsfremstilling', 'Økonomiske konsekvenser']);
    expect(items.map((item) => item.rounds.at(-1)?.decisions.map(({ date, outcome }) => [date, outcome]))).toEqual([
      [['2019-06-25', 'DROEFTET']],
      [['2019-06-25', 'TILTRAADT']],
      [['2019-06-25', 'INGEN_BESLUTNING']],
    ]);
    expect(news?.title).toBe('Meddelelser');
  });

  it('rows that have run together are rows, and names that nothing parts but their parties are people', () => {
    expect(rows(items[0])).toEqual([
      [1, 'open', 'Oplæg', '87931/19'],
      [2, 'closed', 'Regnskab', '87932/19'],
    ]);
    expect(contents).toHaveLength(4);
    expect(meeting?.members.map(({ name }) => name)).toEqual([
      'Jens Prøve',
      'Niels Eksempel',
      'Niels Ole Tænkt',
      'Steen Opdigtet',
    ]);
  });
});

describe('An agenda of 2008', () => {
  const { meeting, items, oddities } = readAgenda(invented('kb-2008'));

  it('who came stands behind each name', () => {
    expect(meeting?.members).toHaveLength(6);
    expect(meeting?.absences).toMatchObject([{ label: 'Afbud', people: [{ name: 'Pia Prøvesen', note: 'A' }] }]);
  });

  it('two numbers for a case, headings with colons, and an answer instead of attachments', () => {
    const [change] = items;
    expect(change).toMatchObject({ caseNumber: '08/1234', openness: 'open', attachments: [] });
    expect(change?.rounds[0]?.decisions.map(({ body, date }) => [body, date])).toEqual([
      ['ØK', '2008-02-26'],
      ['KB', '2008-03-04'],
    ]);
  });

  it('what the head says and no field holds is told', () => {
    expect(oddities[0]).toBe('I hovedet står også: Møde nr. : 03/2008 · Lars Eksempel gik kl. 20.00.');
  });
});

describe('Protocols of councils that are no committee', () => {
  const { meeting, items, oddities } = readAgenda(invented('raad-sagsgang-foerst'));

  it('the route above the openness, and organs by their initials', () => {
    expect(meeting?.body).toBe('ÆR');
    expect(items.map(({ title, caseNumber, route }) => [title, caseNumber, route.stops])).toEqual([
      ['Dagsordenen', null, [{ body: 'ÆR' }]],
      ['Besøg', '15/418', [{ body: 'ÆR' }]],
    ]);
    expect(oddities.join()).not.toContain('ikke står i sagsgangen');
  });

  it('an office that names its fields, and a deputy behind a name', () => {
    expect(meeting?.members[2]).toMatchObject({ title: 'Direktør for Plan, Teknik og Miljø', name: 'Bo Opdigtet' });
    expect(meeting?.absences[0]?.people).toMatchObject([{ name: 'Birgit Eksempel' }]);
    expect(oddities).toContain('I hovedet står også: Gæster: Trafikchef Ida Gæst');
  });
});

describe('An item with slips of the pen', () => {
  const { items, oddities } = readAgenda(invented('stavefejl-punkt'));
  const [item] = items;

  it('misspelt headings are read, printed as they stand, and told', () => {
    expect(item).toMatchObject({ number: '12a', title: 'Erfaringer med Husrådet', caseNumber: '2022-001234' });
    expect(item?.sections.map(({ heading }) => heading)).toEqual([
      'Sagsfremstillling',
      'Økonomiske konsekvenser.',
      'Klima',
      'Supplerende sagsfremstilling til udvalgets møde den 7. september 2022',
    ]);
    expect(
      item?.rounds.map(({ recommendation, decisions }) => [recommendation?.clauses.length, decisions.length]),
    ).toEqual([
      [2, 2],
      [1, 0],
    ]);
    expect(oddities).toContain('»Erfaringer med Husrådet«: overskriften »Indstillng« er læst som »Indstilling«.');
  });

  it('those who were away are two, whatever is said of their deputies', () => {
    const [decision] = item?.rounds[0]?.decisions ?? [];
    expect(decision?.absences[0]?.people.map(({ name }) => name)).toEqual(['Lis Tænkt', 'Ib Opdigtet']);
    expect(decision?.rawText).toBe('Drøftet.');
  });
});

describe('A protocol whose pages have become a line each', () => {
  const pages = [
    '1 Voksen- og plejeudvalget BESLUTNINGSPROTOKOL Sted: Mødelokale 2, rådhuset Dato: Tirsdag den 18. august 2015 Start kl.: 14:00 Slut kl.: 18:00 Medlemmer: Bo Prøve (L) Ida Eksempel (V) Fraværende: Ida Eksempel (V) Norddjurs Kommune',
    '2 1. Status på huset A00 12/16794 Åben sag Sagsgang: VPU, ØK Sagsfremstilling Huset er taget i brug, og Norddjurs Kommune er glad. Indstilling Velfærdsdirektøren indstiller, at det tages til efterretning. Bilag: 1 Åben Oversigt 87931/15 2 Lukket Beslutning i Voksen- og plejeudvalget den 18-08-2015 Taget til efterretning.',
    '3 2. Personsag 27.00.00.G01 15/1 Lukket sag Sagsgang: VPU Beslutning i Voksen- og plejeudvalget den 18-08-2015 Godkendt.',
  ];
  const { meeting, items } = readAgenda(Buffer.from(pages.join('\n\n')));

  it('is read like any other', () => {
    expect(meeting).toMatchObject({ body: 'VPU', date: '2015-08-18', start: '14:00', end: '18:00', members: [{}, {}] });
    expect(
      items.map(({ number, title, caseNumber, openness, route }) => [number, title, caseNumber, openness, route.raw]),
    ).toEqual([
      ['1', 'Status på huset', '12/16794', 'open', 'VPU, ØK'],
      ['2', 'Personsag', '15/1', 'closed', 'VPU'],
    ]);
    expect(rows(items[0])).toEqual([
      [1, 'open', 'Oversigt', '87931/15'],
      [2, 'closed', null, null],
    ]);
    expect(items.map((item) => item.rounds.at(-1)?.decisions.map(({ outcome }) => outcome))).toEqual([
      ['TAGET_TIL_EFTERRETNING'],
      ['GODKENDT'],
    ]);
  });
});

describe("A text with the bullets of Word's symbol fonts", () => {
  const [item] = readAgenda(
    Buffer.from(
      '1. Skoler\n\nÅben sag\n\nSagsfremstilling\n\nDet omfatter:\n\uF0B7\tAuning Skole\n\uF0A7\tØrum Skole\n\nSvaret er \uF0E0 ja.\n',
    ),
  ).items;

  it('has them as lists and signs', () => {
    const body = item && toItemContent(item).content.sections[0]?.body;
    expect(body?.content.map(({ type }) => type)).toEqual(['paragraph', 'bulletList', 'paragraph']);
    expect(body && plainText(body)).toBe('Det omfatter:\nAuning Skole\nØrum Skole\nSvaret er → ja.');
  });
});

describe('Two numbered lines with the same words', () => {
  it('are entries of a list and no title that is printed twice', () => {
    const { items } = readAgenda(
      Buffer.from(
        '1. Mødeplan\n\nÅben sag\n\nSagsfremstilling\n\nDer holdes disse møder:\n2. Udvalgsmøde\n3. Udvalgsmøde\nDe holdes på rådhuset.\n',
      ),
    );
    expect(items.map(({ number, title }) => [number, title])).toEqual([['1', 'Mødeplan']]);
  });
});

describe('A number in running text', () => {
  it.each(['3. marts 2024', '16. Aug. er dagen', '7.-10. klasse', '2. behandling', '1. mio. kr.', '3. og 4. kvartal'])(
    'marks neither an item nor an entry: %s',
    (line) => {
      expect(numberOf(line)).toBeNull();
      expect(markOf(line)).toBeNull();
    },
  );

  it.each(['3. Markedsplads', '4. Majfest', '2. Salg af jord', '5. Decentrale enheder', '6. Juniorklub'])(
    'is not what a word only begins like: %s',
    (line) => {
      expect(numberOf(line)).toBe(line.slice(0, 1));
      expect(markOf(line)?.n).toBe(Number(line.slice(0, 1)));
    },
  );
});
