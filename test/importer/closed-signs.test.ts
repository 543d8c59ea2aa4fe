/** Closed is never read as open: other words for it, in an item below a head that says that its items are open. */
import { describe, expect, it } from 'vitest';
import { readAgenda } from '#src/importer/read-agenda.ts';

const facts = (text: string) =>
  readAgenda(Buffer.from(text)).items.map(({ number, openness, opennessIsRead }) => [number, openness, opennessIsRead]);
const HEAD = 'Byrådet\n\nReferat\n\nMødedato: 02-05-2019\n\n';
const item = (title: string, line = '') =>
  `${title}\nSagsnr.: 19/101\n${line === '' ? '' : `${line}\n`}Sagsfremstilling\nDer er et bud.\nIndstilling\nDirektionen indstiller, at buddet antages.\nBeslutning\nGodkendt.\n\n`;
const OPEN = item('1. Lokalplan 12');

describe('An item in a group of open ones', () => {
  it.each([
    'Punktet behandles uden offentlighed.',
    'Ikke til offentliggørelse',
    'Må ikke offentliggøres',
    'Offentliggøres ikke.',
    'Undtaget fra offentlighed jf. styrelsesloven § 10',
    'Undtages fra aktindsigt',
    'Sagen behandles på den lukkede dagsorden.',
    'Behandles i lukket session',
    'Klassifikation: Internt',
    'Publiceres: Nej',
    'Offentlig: nej',
    'Fortrolig: Ja',
    'Adgang: Kun medlemmer',
    'Kun for udvalgets medlemmer',
    'Indeholder fortrolige oplysninger',
    'Indeholder personfølsomme oplysninger',
    'Styrelseslovens § 10, stk. 1',
    'Efter § 10',
  ])('is closed, until somebody has said otherwise, where it says "%s"', (line) => {
    expect(facts(`${HEAD}ÅBNE PUNKTER\n\n${OPEN}${item('2. Salg af grund', line)}`)).toEqual([
      ['1', 'open', true],
      ['2', 'closed', false],
    ]);
  });

  it.each(['2. Salg af grund (L)', '2. (L) Salg af grund', '2. 🔒 Salg af grund', '2. Salg af grund, ikke offentlig'])(
    'is not open where its title is "%s"',
    (title) => {
      const [first, second] = facts(`${HEAD}ÅBNE PUNKTER\n\n${OPEN}${item(title)}`);
      expect(first).toEqual(['1', 'open', true]);
      expect(second?.[1]).toBe('closed');
    },
  );

  it.each([
    'Der er 100 offentlige parkeringspladser.',
    'Mødet er offentligt.',
    'Broen er lukket for tung trafik.',
    'Jf. § 100 i planloven.',
  ])('stays open where it says "%s"', (line) => {
    expect(facts(`${HEAD}ÅBNE PUNKTER\n\n${OPEN}${item('2. Vejplan', line)}`)).toEqual([
      ['1', 'open', true],
      ['2', 'open', true],
    ]);
  });
});

describe('A head over several items', () => {
  it.each([
    'Punkter uden offentlighed',
    'Ikke-offentlig dagsorden',
    'Interne punkter',
    'Fortrolige sager',
    'Punkter undtaget fra offentlighed',
    'Ikke offentlig del',
    'Lukket session',
  ])('"%s" closes those below it, and what the open ones were does not go on', (head) => {
    const text = `${HEAD}Åbne punkter\n\n${OPEN}${head}\n\n${item('2. Salg af grund')}${item('3. Forlig')}`;
    expect(facts(text).map(([number, openness]) => [number, openness])).toEqual([
      ['1', 'open'],
      ['2', 'closed'],
      ['3', 'closed'],
    ]);
  });
});

describe('What an agenda says of an item before its first one', () => {
  const items = `${OPEN}${item('2. Salg af grund')}${item('3. Forlig')}${item('4. Vejplan')}`;
  const openness = (above: string) => facts(`${HEAD}${above}\n\nÅbne punkter\n\n${items}`).map(([, said]) => said);

  it.each([
    'Punkterne 2 og 3 behandles for lukkede døre.',
    'Punkt 2-3 er lukkede punkter.',
    'Pkt. 2 til 3: Lukket',
    'Sag nr. 2, 3 er ikke til offentliggørelse.',
    'Indholdsfortegnelse\n\n1. Lokalplan 12\t2\n2. Salg af grund (Lukket)\t3\n3. Forlig (L)\t4\n4. Vejplan\t5',
    'Indholdsfortegnelse\n\nÅbne punkter\n1. Lokalplan 12\t2\n4. Vejplan\t5\nLukkede punkter\n2. Salg af grund\t3\n3. Forlig\t4',
  ])('counts, although it stands below a head of open ones: %j', (above) => {
    expect(openness(above)).toEqual(['open', 'closed', 'closed', 'open']);
  });

  it('counts for none where it names none', () => {
    expect(openness('Der er 2 parkeringspladser.')).toEqual(['open', 'open', 'open', 'open']);
  });
});
