import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ItemContent } from '#src/documents/item-content.ts';
import { printedLines } from '#src/importer/printed-words.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { renderImported } from '#src/importer/render-imported.ts';
import { toItemContent } from '#src/importer/to-item-content.ts';
import { closeItemRenderer } from '#src/pdf/render-item.ts';
import { VARIANTS } from './variants.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
const SEEDS = ['000', '001', '002', '004'] as const;
const seed = (name: string) => readFileSync(join(FIXTURES, 'seeds', `${name}.txt`));
const texts = { ...Object.fromEntries(SEEDS.map((name) => [name, seed(name)])), ...VARIANTS } as Record<string, Buffer>;
afterAll(() => closeItemRenderer());

/** The characters of a text without white space, as they stand. */
const characters = (text: string) => text.normalize('NFC').replace(/[\s\u00a0\ufeff]+/g, '');

describe('Nothing of a text is lost', () => {
  it.each(Object.entries(texts))('%s: every character is there, in its order', (_, bytes) => {
    const read = characters(printedLines(readAgenda(bytes)).join(' '));
    expect(read).toBe(
      characters(
        new TextDecoder(
          /\xe6|\xf8|\xe5/.test(bytes.toString('latin1')) && !bytes.includes(0xc3) ? 'windows-1252' : 'utf-8',
        ).decode(bytes),
      ),
    );
  });

  it('whatever stands where: lines put in, taken out or moved are read as they stand', () => {
    const lines = seed('001').toString('utf8').split('\n');
    const change = fc.record({
      at: fc.nat(lines.length - 1),
      text: fc.constantFrom(
        'Indstilling',
        '• et punkt',
        '7 Lukket',
        '',
        'Afbud:',
        'Bilag:',
        'Noget helt andet.',
        '3. Et tal',
        '10.00- Noget',
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const changed = changes.reduce((text, { at, text: line }) => text.toSpliced(at, 0, line), lines).join('\n');
        expect(characters(printedLines(readAgenda(Buffer.from(changed))).join(' '))).toBe(characters(changed));
      }),
      { numRuns: 200 },
    );
  });
});

describe('The published agendas', () => {
  it.each(SEEDS)(
    '%s: printed back it has the published words, and its parts are a draft that can be stored',
    async (name) => {
      const imported = readAgenda(seed(name));
      for (const item of imported.items)
        expect(ItemContent.safeParse(toItemContent(item).content).error).toBeUndefined();
      const pdf = join(mkdtempSync(join(tmpdir(), 'import-')), `${name}.pdf`);
      writeFileSync(pdf, await renderImported(imported, new Date('2023-06-07T08:00:00Z')));
      const check = join(FIXTURES, 'check', 'pdftokens.py');
      const said = execFileSync('python3', [check, join(FIXTURES, 'seeds', `${name}.txt`), pdf], { encoding: 'utf8' });
      expect(said).toContain('characters equal True');
    },
  );

  it('000: a whole agenda with its head, members, contents and signatures', () => {
    const { documentType, meeting, items, contents, signaturePage } = readAgenda(seed('000'));
    expect(documentType).toBe('agenda');
    expect(meeting).toMatchObject({
      body: 'DIR',
      date: '2023-06-07',
      start: '09:00',
      end: '17:00',
      placeRaw: 'Mødelokale 250, rådhuset',
    });
    expect(meeting?.members).toMatchObject([
      { title: 'Kommunaldirektør', name: null, vacant: true },
      { title: 'Velfærdsdirektør', name: 'Lene Mehlsen Thomsen', vacant: false },
      { title: 'Fællesforvaltningsdirektør', name: 'Kim Bruun Nielsen', vacant: false },
    ]);
    expect(items.map(({ number, title }) => `${number}. ${title}`)).toEqual(
      contents.slice(0, 4).map(({ titleRaw }) => titleRaw),
    );
    expect(items[1]?.sections[0]?.subItems?.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    expect(items[1]?.attachments.filter(({ openness }) => openness === 'closed')).toHaveLength(2);
    expect(items[2]?.sections[0]?.table?.slots).toMatchObject([{ start: '10:00', end: '11:30' }]);
    expect(items[3]?.sections[0]?.rows?.[0]).toMatchObject({ rawDate: '14. Jun.', date: '2023-06-14' });
    expect(signaturePage[0]).toBe('Kommunaldirektør Vakant');
  });

  it('001: nine sub-items, and ten decided on', () => {
    const [item] = readAgenda(seed('001')).items;
    expect(item?.sections[0]?.subItems).toHaveLength(9);
    expect(item?.rounds[0]?.decisions[0]).toMatchObject({
      body: 'DIR',
      date: '2022-06-22',
      outcome: 'BEHANDLET',
      effect: 'END',
    });
    expect(item?.rounds[0]?.decisions[0]?.subDecisions).toHaveLength(10);
  });

  it('002: slots of time with their sub-items, wrapped rows and closed ones with their titles', () => {
    const [item] = readAgenda(seed('002')).items;
    expect(item?.sections[0]?.table?.slots.map(({ start, end, subItems }) => [start, end, subItems.length])).toEqual([
      ['10:00', '10:30', 1],
      ['10:30', '10:45', 1],
      ['10:45', '11:15', 4],
      ['11:15', '12:00', 2],
      ['12:00', '12:30', 1],
      ['12:30', '12:45', 1],
      ['12:45', '13:00', 1],
    ]);
    expect(item?.attachments).toHaveLength(12);
    expect(item?.attachments[4]).toMatchObject({
      docId: '3462491',
      docNo: '49132/23',
      flag: 'H',
      title: 'UDKAST - Forslag til Norddjurs Kommunes ældrepolitik',
    });
    expect(item?.attachments[9]).toMatchObject({ seq: 10, docId: '3462903', docNo: '49462/23' });
    expect(item?.attachments[11]).toMatchObject({
      openness: 'closed',
      docNo: null,
      title: 'Udkast - Program for chefforumseminar 24.-25. maj',
    });
  });

  it('004: two rounds, three decisions, each with its own absences', () => {
    const [item] = readAgenda(seed('004')).items;
    expect(item).toMatchObject({ caseNumber: '23/9260', route: { stops: [{ body: 'ØK' }, { body: 'KB' }] } });
    expect(
      item?.rounds.map(({ recommendation, decisions }) => [
        recommendation?.proposerRaw,
        decisions.map(({ body, outcome, effect }) => [body, outcome, effect]),
      ]),
    ).toEqual([
      [
        'Kommunaldirektøren',
        [
          ['ØK', 'TILTRAADT', 'FWD'],
          ['KB', 'GODKENDT', 'END'],
        ],
      ],
      [null, [['HU', null, null]]],
    ]);
    expect(item?.rounds[0]?.decisions[1]?.absences).toMatchObject([
      { label: 'Afbud:', people: [{ name: 'Niels Basballe', note: 'A' }] },
    ]);
    expect(item?.rounds[1]?.decisions[0]?.absences[0]?.people).toHaveLength(3);
  });
});

describe('Agendas that were made up after the same customs', () => {
  it('a protocol of the council: parties, closed items, decisions with absences, an item without a route', () => {
    const { meeting, items, documentType } = readAgenda(VARIANTS.council);
    expect(documentType).toBe('agenda');
    expect(meeting).toMatchObject({
      body: 'KB',
      docTypeRaw: 'BESLUTNINGSPROTOKOL',
      date: '2021-03-23',
      start: '17:00',
    });
    expect(meeting?.members.map(({ name }) => name)).toEqual(['Jan Petersen', 'Niels Basballe', 'Benny Hammer']);
    expect(items.map(({ number, openness }) => [number, openness])).toEqual([
      ['1', 'open'],
      ['2', 'open'],
      ['3', 'closed'],
    ]);
    expect(items[0]?.rounds[0]?.decisions).toMatchObject([
      { body: 'VPU', outcome: 'ANBEFALET', effect: 'FWD' },
      { body: 'ØK', outcome: 'ANBEFALET', effect: 'FWD' },
      { body: 'KB', outcome: 'GODKENDT', effect: 'END' },
    ]);
    expect(items[0]?.rounds[0]?.recommendation?.clauses).toHaveLength(2);
    expect(items[1]?.title).toBe('Godkendelse af lokalplan 123-456 for et nyt boligområde ved Søndergade i Grenaa');
  });

  it('a text in Windows-1252 with carriage returns, and one with a mark at its beginning', () => {
    expect(readAgenda(VARIANTS.windows).items[0]).toMatchObject({
      title: 'Årsplan for ældreområdet',
      caseNumber: '22/1',
    });
    expect(readAgenda(VARIANTS.marked).items[0]?.title).toBe('Åbning af skovbørnehave');
  });

  it('an old protocol that says nothing of openness is read all the same, and that is said', () => {
    const { items, oddities } = readAgenda(VARIANTS.old);
    expect(items.map(({ number }) => number)).toEqual(['1', '2']);
    expect(oddities.some((oddity) => oddity.includes('om sagen er åben'))).toBe(true);
  });
});

describe('What is no agenda', () => {
  const novel = Buffer.from('Det var en mørk og stormfuld nat. '.repeat(2_000));
  it.each([
    ['nothing at all', Buffer.alloc(0), 'import-empty'],
    ['white space', Buffer.from(' \n\n\t '), 'import-empty'],
    ['a novel', novel, 'import-no-agenda'],
    ['a PDF', Buffer.from('%PDF-1.7 …'), 'import-not-text'],
    ['a Word file', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'import-not-text'],
    ['chance', Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7_919) % 256)), 'import-not-text'],
    [
      'bytes without a NUL',
      Buffer.from(Array.from({ length: 5_000 }, (_, n) => ((n * 7_919) % 255) + 1)),
      'import-not-text',
    ],
    [
      'what the importer itself prints',
      Buffer.from(JSON.stringify({ items: [{ title: 'Et punkt' }] })),
      'import-no-agenda',
    ],
    ['a shopping list', Buffer.from('Indkøb\n\n1. Mælk\n2. Brød\n\nBilag: bon\n'), 'import-no-agenda'],
    ['a very long line', Buffer.from('a'.repeat(3_000_000)), 'import-no-agenda'],
    ['a long line of words', Buffer.from('ord '.repeat(700_000)), 'import-no-agenda'],
    ['more than ten megabytes', Buffer.alloc(11 * 1024 * 1024, 'Indstilling\n'), 'import-too-large'],
  ])('%s is refused by name', (_, bytes, code) => {
    expect(() => readAgenda(bytes)).toThrow(expect.objectContaining({ code }));
  });

  it('never ends in anything but an answer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          readAgenda(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^import-/) });
        }
      }),
    );
  });
});

describe('npm run import', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [fileURLToPath(new URL('../../src/app/import.ts', import.meta.url)), ...args], {
      encoding: 'utf8',
    });

  it('prints JSON and nothing else, also for several files, and goes on after one that is no agenda', () => {
    const folder = mkdtempSync(join(tmpdir(), 'import-'));
    const huge = join(folder, 'huge.txt');
    writeFileSync(huge, '');
    truncateSync(huge, 100 * 1024 * 1024);
    const { stdout, stderr, status } = run(
      join(FIXTURES, 'seeds', '004.txt'),
      huge,
      join(folder, 'missing.txt'),
      join(FIXTURES, 'seeds', '001.txt'),
      '--json',
    );
    expect(JSON.parse(stdout)).toHaveLength(2);
    expect(stderr).toContain('import-too-large');
    expect(stderr).toContain('Filen findes ikke.');
    expect(status).toBe(1);
  });

  it('says in words what it understood, and what to look at', () => {
    const { stdout, status } = run(join(FIXTURES, 'seeds', '000.txt'));
    expect(stdout).toContain('en hel dagsorden i DIR den 07-06-2023, 4 punkter.');
    expect(stdout).toContain('Vakant');
    expect(status).toBe(0);
  });
});
