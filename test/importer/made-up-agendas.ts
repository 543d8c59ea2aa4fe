/** Agendas put together by chance from pieces that agendas have, with what a reader would say of each: for fast-check. */
import fc from 'fast-check';

export interface MadeUpItem {
  title: string;
  caseNumber: string;
  closed: boolean;
  route: string[];
  sections: { heading: string; paragraphs: string[] }[];
  clauses: string[];
  decisions: { body: string; organ: string; date: string; text: string; away: string[] }[];
  bilag: { closed: boolean; title: string; docNo: string }[];
}

/** How a text is laid out: what another program would have made of the same agenda. */
interface Layout {
  /** The route above the line that says whether the case is open. */
  routeFirst: boolean;
  /** How the number of an item stands before or above its title. */
  numbering: (number: number, title: string) => string[];
  /** A case number with the plan's number before it. */
  planNumber: boolean;
  colons: boolean;
  capitals: boolean;
  bilagFirst: boolean;
  /** Lines broken at this width; 0 for none. */
  width: number;
  /** An empty line after every line, as some programs write them. */
  doubled: boolean;
  /** A head and a number on every page of so many lines; 0 for none. */
  pageLength: number;
}

const ORGANS: Record<string, string> = {
  DIR: 'Direktionen',
  ØK: 'Økonomiudvalget',
  KB: 'Kommunalbestyrelsen',
  VPU: 'Voksen- og Plejeudvalget',
  BUU: 'Børne- og Ungdomsudvalget',
  MTU: 'Miljø- og teknikudvalget',
  ÆR: 'Ældrerådet',
  HU: 'Hovedudvalget',
};
const WORDS =
  'planen skolen vejen havnen politikken rammen taksten aftalen driften støtten 12 2024 pct. mio. kr. § 4'.split(' ');
const VERBS = ['godkendes', 'drøftes', 'udsættes', 'sendes i høring', 'tages til efterretning'];

const sentence = fc
  .array(fc.constantFrom(...WORDS), { minLength: 3, maxLength: 30 })
  .map((words) => `Om ${words.join(' ')} er der skrevet meget, og mere følger.`);
const title = fc
  .tuple(
    fc.constantFrom('Godkendelse af', 'Orientering om', 'Drøftelse af', 'Plan for'),
    fc.constantFrom('skolen', 'havnen', 'vejene', 'plejehjemmet'),
    fc.nat(999),
  )
  .map(([what, of, number]) => `${what} ${of} på matrikel ${number}`);
const caseNumber = fc
  .tuple(fc.integer({ min: 10, max: 25 }), fc.integer({ min: 1, max: 99_999 }))
  .map(([y, n]) => `${y}/${n}`);
const docNumber = fc
  .tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 10, max: 25 }))
  .map(([n, year]) => `${n}/${year}`);
const body = fc.constantFrom(...Object.keys(ORGANS));
const date = fc
  .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }))
  .map(([day, month]) => `${String(day).padStart(2, '0')}-${String(month).padStart(2, '0')}-2023`);
const person = fc.constantFrom('Bo Prøve (A)', 'Ida Eksempel (V)', 'Lis Tænkt (Ø)');

const item: fc.Arbitrary<MadeUpItem> = fc.record({
  title,
  caseNumber,
  closed: fc.boolean(),
  route: fc.uniqueArray(body, { minLength: 1, maxLength: 4 }),
  sections: fc.uniqueArray(
    fc.record({
      heading: fc.constantFrom('Resume', 'Sagsfremstilling', 'Økonomiske konsekvenser', 'Lovgrundlag', 'Høring'),
      paragraphs: fc.array(sentence, { minLength: 1, maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 4, selector: ({ heading }) => heading },
  ),
  clauses: fc.uniqueArray(
    fc
      .tuple(fc.constantFrom('rammen', 'planen', 'taksten', 'aftalen'), fc.constantFrom(...VERBS))
      .map((words) => words.join(' ')),
    { maxLength: 4 },
  ),
  decisions: fc.array(
    fc.record({
      body,
      organ: fc.constant(''),
      date,
      text: fc.constantFrom('Godkendt.', 'Tiltrådt.', 'Anbefales godkendt.', 'Drøftet. Der følges op.'),
      away: fc.uniqueArray(person, { maxLength: 2 }),
    }),
    { maxLength: 3 },
  ),
  bilag: fc.array(
    fc.record({
      closed: fc.boolean(),
      title: fc.constantFrom('Notat', 'Udkast til plan', 'Høringssvar fra Prøveskolen', 'Kort, 1:5000'),
      docNo: docNumber,
    }),
    { maxLength: 5 },
  ),
});

const layout: fc.Arbitrary<Layout> = fc.record({
  routeFirst: fc.boolean(),
  numbering: fc.constantFrom(
    (number: number, name: string) => [`${number}. ${name}`],
    (number: number, name: string) => [`${number}.`, name],
    (number: number, name: string) => [`Punkt ${number}: ${name}`],
    (number: number, name: string) => [`Punkt ${number}`, '', name],
  ),
  planNumber: fc.boolean(),
  colons: fc.boolean(),
  capitals: fc.boolean(),
  bilagFirst: fc.boolean(),
  width: fc.constantFrom(0, 95),
  doubled: fc.boolean(),
  pageLength: fc.constantFrom(0, 25, 40),
});

const organName = (abbreviation: string): string => ORGANS[abbreviation] ?? abbreviation;

export const madeUpAgenda: fc.Arbitrary<{ items: MadeUpItem[]; text: string }> = fc
  .tuple(fc.uniqueArray(item, { minLength: 2, maxLength: 6, selector: (each) => each.title }), layout)
  .map(([items, how]) => ({ items, text: printed(items, how) }));

function printed(items: readonly MadeUpItem[], how: Layout): string {
  const head = [
    'Økonomiudvalget',
    '',
    'BESLUTNINGSPROTOKOL',
    '',
    'Sted: Mødelokale 1',
    '',
    'Dato: Tirsdag den 14. november 2023',
    '',
  ];
  const people = ['Medlemmer: Bo Prøve (A)', 'Ida Eksempel (V)', 'Lis Tænkt (Ø)', '', 'Fraværende:', ''];
  const lines = [...head, ...people, ...items.flatMap((each, index) => linesOf(each, index + 1, how))];
  const broken = how.width === 0 ? lines : lines.flatMap((line) => wrapped(line, how.width));
  const paged = how.pageLength === 0 ? broken : withPages(broken, how.pageLength);
  return how.doubled ? paged.map((line) => (line === '' ? ' ' : `${line} `)).join('\n\n') : paged.join('\n');
}

function linesOf(made: MadeUpItem, number: number, how: Layout): string[] {
  const heading = (text: string) => `${how.capitals ? text.toUpperCase() : text}${how.colons ? ':' : ''}`;
  const openness = `${how.planNumber ? '00.30.10-P22 ' : ''}${made.caseNumber} ${made.closed ? 'Lukket' : 'Åben'} Sag`;
  const route = [heading('Sagsgang'), '', made.route.join(', '), ''];
  const bilag = made.bilag.map(
    ({ closed, title: name, docNo }, index) => `${index + 1}\t${closed ? 'Lukket' : 'Åben'}\t${name}\t${docNo}`,
  );
  const list = made.bilag.length === 0 ? [] : ['Bilag:', '', ...bilag, ''];
  const clauses = made.clauses.map((clause) => `- ${clause}`);
  return [
    ...how.numbering(number, made.title),
    '',
    ...(how.routeFirst ? [...route, openness, ''] : [openness, '', ...route]),
    ...made.sections.flatMap(({ heading: name, paragraphs }) => [
      heading(name),
      '',
      ...paragraphs.flatMap((text) => [text, '']),
    ]),
    ...(how.bilagFirst ? list : []),
    ...(clauses.length === 0
      ? []
      : [heading('Indstilling'), '', 'Velfærdsdirektøren indstiller, at', '', ...clauses, '']),
    ...made.decisions.flatMap(({ body: organ, date: day, text, away }) => [
      `Beslutning i ${organName(organ)} den ${day}${how.colons ? ':' : ''}`,
      '',
      text,
      '',
      ...(away.length === 0 ? [] : ['Afbud:', '', ...away, '']),
    ]),
    ...(how.bilagFirst ? [] : list),
  ];
}

/** Words kept whole; a row of attachments is never broken here. */
function wrapped(line: string, width: number): string[] {
  if (line.includes('\t') || line.length <= width) return [line];
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** Between two pages stand the first one's number and the next one's head. */
function withPages(lines: readonly string[], length: number): string[] {
  return lines.flatMap((line, index) =>
    index % length === length - 1
      ? [line, '', String(Math.ceil((index + 1) / length)), '', 'Norddjurs Kommune', 'Økonomiudvalget 14-11-2023', '']
      : [line],
  );
}
