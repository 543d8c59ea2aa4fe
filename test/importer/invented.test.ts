import { describe, expect, it } from 'vitest';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { invented } from './texts.ts';

describe('A protocol of a committee, as a PDF was turned into text', () => {
  const { meeting, items, contents, attachmentOverview, documentType } = readAgenda(invented('oek-protokol'));
  const [budget, path, news, closed] = items;

  it('has its head, with members on one line, parties in brackets and the sender above it', () => {
    expect(documentType).toBe('agenda');
    expect(meeting).toMatchObject({
      body: 'ØK',
      docTypeRaw: 'BESLUTNINGSPROTOKOL',
      date: '2017-02-14',
      start: '15:00',
      end: '16:35',
    });
    expect(meeting?.members.map(({ name, note }) => [name, note])).toEqual([
      ['Karla Eksempel', 'formand, A'],
      ['Bo Prøve', 'A'],
      ['Lis Tænkt', 'V'],
      ['Ib Opdigtet', 'Løsgænger'],
    ]);
    expect(meeting?.absences).toMatchObject([{ label: 'Fraværende:', people: [{ name: 'Lis Tænkt' }] }]);
  });

  it('has its items, those that do not say whether they are open as well', () => {
    expect(contents).toHaveLength(6);
    expect(items.map(({ number, title, openness }) => [number, title, openness])).toEqual([
      ['1', 'Budgetopfølgning pr. 31. januar', 'open'],
      ['2', 'Frigivelse af anlægsbevilling til en ny cykelsti mellem Prøveby og Eksempelby', 'open'],
      ['3', 'Meddelelser', 'closed'],
      ['4', 'Lukket punkt', 'closed'],
    ]);
    expect([budget?.caseNumber, path?.caseNumber, news?.caseNumber, closed?.caseNumber]).toEqual([
      '17/1234',
      '16/998',
      null,
      null,
    ]);
    expect(news?.sections).toMatchObject([{ heading: null, rawText: 'Der var ingen meddelelser.' }]);
    expect(path?.sections.map(({ heading }) => heading)).toEqual(['Sagsfremstilling', 'Lovgrundlag']);
  });

  it('a plain list inside a text is text', () => {
    expect(budget?.sections.flatMap(({ subItems = [] }) => subItems)).toEqual([]);
  });

  it('an answer for every clause has no outcome of its own, and the strongest effect; those who were away are three', () => {
    const [decision] = budget?.rounds[0]?.decisions ?? [];
    expect(decision).toMatchObject({ outcome: null, effect: 'SAME' });
    expect(decision?.clauseOutcomes.map(({ outcome }) => outcome)).toEqual([
      'TAGET_TIL_EFTERRETNING',
      'ANBEFALET',
      'UDSAT',
    ]);
    expect(decision?.absences[0]?.people.map(({ name }) => name)).toEqual(['Lis Tænkt', 'Bo Prøve', 'Ib Opdigtet']);
  });

  it('the route says that a decision is no end', () => {
    expect(path?.rounds[0]?.decisions.map(({ body, outcome, effect }) => [body, outcome, effect])).toEqual([
      ['MTU', 'TILTRAADT', 'FWD'],
      ['ØK', null, null],
    ]);
  });

  it("rows of attachments go on over a page's end, and the overview agrees with them", () => {
    expect(budget?.attachments.map(({ seq, openness, title, docNo }) => [seq, openness, title, docNo])).toEqual([
      [1, 'open', 'Budgetopfølgning januar 2017', '12345/17'],
      [2, 'open', 'Notat om pensioner i 2016 og 2017', '12346/17'],
      [3, 'closed', null, null],
      [4, 'open', 'Oversigt', '12350/17'],
    ]);
    expect(attachmentOverview).toMatchObject([
      {
        headingRaw: '1. Budgetopfølgning pr. 31. januar',
        rows: [{ seq: 1 }, { seq: 2 }, { closed: true }, { seq: 4 }],
      },
    ]);
  });
});

describe('A protocol of the management', () => {
  const { items, meeting, signaturePage, oddities } = readAgenda(invented('dir-referat'));

  it('a decision without organ and date is the meeting’s, and that is said', () => {
    expect(
      items.map(({ rounds }) =>
        rounds.at(-1)?.decisions.map(({ body, date, outcome, effect }) => [body, date, outcome, effect]),
      ),
    ).toEqual([
      [['DIR', '2023-10-04', null, null]],
      [['DIR', '2023-10-04', 'TAGET_TIL_ORIENTERING', 'FWD']],
      [['DIR', '2023-10-04', 'INGEN_BESLUTNING', null]],
    ]);
    expect(oddities.filter((oddity) => oddity.includes('nævner hverken organ eller dato'))).toHaveLength(3);
  });

  it('its cases are numbered, go on behind a page’s end, and are answered by number', () => {
    const [economy] = items;
    expect(economy?.sections[0]?.subItems?.map(({ n, titleRaw }) => [n, titleRaw])).toEqual([
      [1, 'Budgetproces 2025'],
      [2, 'Likviditet'],
      [3, 'Udmøntning af pulje'],
    ]);
    expect(economy?.rounds[0]?.decisions[0]?.subDecisions.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(economy?.participants).toEqual(['Økonomichef Eva E. Eksempel deltager under punktet.']);
    expect(economy?.sections.map(({ heading }) => heading)).toEqual(['Sagsfremstilling', 'Økonomiske konsekvenser']);
  });

  it('a sentence below the absent is no person', () => {
    const [decision] = items[0]?.rounds[0]?.decisions ?? [];
    expect(decision?.absences).toMatchObject([{ label: 'Fraværende', people: [{ name: 'Ole Prøve' }] }]);
    expect(decision?.rawText).toContain('Asta Tænkt mødte til punkt 2.');
  });

  it('an office may be vacant, and a name broken over two lines is one', () => {
    expect(meeting?.members.map(({ title, vacant }) => [title, vacant])).toEqual([
      ['Kommunaldirektør', true],
      ['Velfærdsdirektør', false],
      ['Konstitueret teknik- og kulturdirektør', false],
    ]);
    expect(signaturePage[1]).toBe('Velfærdsdirektør Asta Tænkt');
  });
});

describe('Single items', () => {
  it('one with its meeting above it, a hearing on its route, rows in every form and a heading over two lines', () => {
    const { items, meeting, documentType, oddities } = readAgenda(invented('buu-punkt'));
    const [item] = items;
    expect(documentType).toBe('item-after-meeting');
    expect(meeting).toMatchObject({ body: 'BUU', date: '2023-06-22' });
    expect(item).toMatchObject({ number: '5', caseNumber: '23/4711', openness: 'open' });
    expect(item?.title).toMatch(/^Godkendelse af en strategisk ramme .* og plan for opfølgning$/);
    expect(item?.route.stops.map(({ body }) => body)).toEqual(['BUU', 'høring', 'BUU', 'ØK', 'KB']);
    expect(item?.rounds[0]?.decisions.map(({ date, outcome, effect }) => [date, outcome, effect])).toEqual([
      ['2023-04-20', 'SENDT_I_HOERING', 'SIDE'],
      ['2023-06-22', 'ANBEFALET_MED_AENDRING', 'FWD'],
    ]);
    expect(item?.rounds[0]?.recommendation?.clauses.map(({ raw }) => raw)).toEqual([
      'at rammen godkendes',
      'at opfølgningen sker årligt',
    ]);
    expect(
      item?.attachments.map(({ docId, openness, title, docNo, flag }) => [docId, openness, title, docNo, flag]),
    ).toEqual([
      ['3455577', 'open', 'Ramme', '43152/23', 'H'],
      [
        '3455578',
        'open',
        'Høringssvar fra skolebestyrelserne ved Prøveskolen, Eksempelskolen og Tænkeskolen',
        '43153/23',
        'H',
      ],
      ['3455579', 'open', 'Plan 2023/24', '43154/23', 'H'],
      [null, 'closed', 'Notat', null, null],
      [null, 'open', 'Tidsplan', '43160/23', null],
      [null, 'closed', null, null, null],
    ]);
    expect(item?.sections.at(-1)).toMatchObject({ heading: null, rawText: 'Bilag 7 omdeles på mødet.' });
    expect(oddities.join('\n')).toContain('er ikke et bilag');
  });

  it('one whose title is a heading’s word, with its attachments before the recommendation and a second round', () => {
    const [item] = readAgenda(invented('oekonomi-punkt')).items;
    expect(item?.title).toBe('Økonomi');
    expect(item?.rounds.map(({ decisions }) => decisions.map(({ outcome }) => outcome))).toEqual([
      ['DROEFTET'],
      ['GODKENDT_MED_AENDRING'],
    ]);
    expect(item?.sections.map(({ heading }) => heading)).toEqual(['Sagsfremstilling', 'Supplerende sagsfremstilling']);
  });

  it('one with an empty line after every line', () => {
    const [item] = readAgenda(invented('luftigt-punkt')).items;
    expect(item).toMatchObject({ openness: 'closed', title: 'Lukket forhandling om salg af Prøvegrunden' });
    expect(item?.sections[0]?.rawText.split('\n\n')).toHaveLength(2);
    expect(item?.rounds[0]?.recommendation?.clauses).toHaveLength(2);
    expect(item?.rounds[0]?.decisions[0]).toMatchObject({ outcome: 'SENDT_TILBAGE', effect: 'BACK' });
    expect(item?.references).toContainEqual({
      raw: 'den 1. september 2024',
      body: null,
      date: '2024-09-01',
      precision: 'day',
      inferred: false,
    });
  });

  it('an agenda without contents, with times and text behind the table', () => {
    const { meeting, items } = readAgenda(invented('hu-dagsorden'));
    expect(meeting).toMatchObject({
      body: 'HU',
      date: '2023-11-17',
      start: '13:00',
      end: '15:30',
      placeRaw: 'Kantinen',
    });
    expect(meeting?.members[0]).toMatchObject({ title: 'Formand', vacant: true });
    expect(items[0]?.sections[0]?.table?.slots).toMatchObject([
      { start: '09:00', end: '09:30', subItems: [{ titleRaw: 'Velkomst' }] },
      { start: '09:30', end: '10:15', subItems: [{ titleRaw: 'Oplæg om trivsel' }, { titleRaw: 'Spørgsmål' }] },
    ]);
    expect(items[1]?.sections[0]?.rawText).toBe('Intet nyt <b>endnu</b>.');
  });
});
