/**
 * The demo's municipality, shaped like Norddjurs Kommune in 2023. Names that stand in the published agendas are used as they
 * stand there; everything else is made up, so that the demo can run, and carries `invented: true`.
 */
import { COUNCIL_RULE, NO_RULE } from '#src/calendar/dispatch-rule.ts';
import type { Delegation, Holding, Membership, Office, Organ, Person, Role } from '#src/people/types.ts';

/** Two terms of office as one: the demo's organs have members both in the agendas' time and today. */
const TERM = { from: '2022-01-01', to: '2029-12-31' };
const made = { invented: true } as const;

const DANISH: Record<string, string> = { æ: 'ae', ø: 'oe', å: 'aa', é: 'e' };
const plain = (text: string) => text.toLocaleLowerCase('da').replace(/[æøåé]/g, (letter) => DANISH[letter] ?? letter);

/** `person-` and the first and last name. */
const personId = (name: string) => {
  const words = plain(name).split(' ');
  return `person-${words[0]}-${words.at(-1)}`;
};

const person = (name: string, roles: Role[], more: Partial<Person> = {}): Person => ({
  id: personId(name),
  name,
  email: `${personId(name).slice('person-'.length).replaceAll('-', '.')}@norddjurs.example`,
  roles,
  active: true,
  rev: 1,
  ...more,
});

const staff: Person[] = [
  person('Bettina Andersen', ['approver'], { title: 'Økonomichef' }),
  person('Lene Mehlsen Thomsen', ['approver', 'member'], { title: 'Velfærdsdirektør' }),
  person('Kim Bruun Nielsen', ['approver', 'member'], { title: 'Fællesforvaltningsdirektør' }),
  person('Anne-Marie Bentzen', ['approver', 'member'], { title: 'Sundheds- og omsorgschef' }),
  person('Marianne Fisker', ['member'], { title: 'Afdelingsleder' }),
  person('Mia Hedegaard van de Sande', ['member'], {
    id: 'person-mia-hedegaard',
    email: 'mia.hedegaard@norddjurs.example',
  }),
  person('Henrik Dalgaard Voss', ['approver', 'member'], { title: 'Konstitueret kommunaldirektør', ...made }),
  person('Tove Rønnow Bisgaard', ['approver'], { title: 'Souschef i Økonomi', ...made }),
  person('Sofie Lykke Brandt', ['officer'], { title: 'Budgetkonsulent', phone: '00 00 00 11', ...made }),
  person('Emil Toftegaard', ['officer'], { title: 'Udviklingskonsulent', phone: '00 00 00 12', ...made }),
  person('Jonas Ravn Mikkelsen', ['secretariat'], { title: 'Sekretær, Kommunaldirektørens Sekretariat', ...made }),
  person('Ida Skovgaard Lund', ['secretariat'], { title: 'Sekretariatsmedarbejder', ...made }),
  person('Karin Storgaard', ['admin'], { title: 'Systemadministrator', ...made }),
  person('Per Overgaard Holst', ['member'], { title: 'Fællestillidsrepræsentant', ...made }),
  person('Gitte Nymand', ['member'], { title: 'Arbejdsmiljørepræsentant', ...made }),
];

/** The council: name, party letter. The first is the mayor. All but Niels Basballe are made up. */
const COUNCIL: [string, string][] = [
  ['Kirsten Vestergaard Holm', 'A'],
  ['Niels Basballe', 'A'],
  ['Anders Kjærgaard', 'A'],
  ['Birthe Lindhardt', 'A'],
  ['Carsten Moesgaard', 'A'],
  ['Dorte Ramskov', 'A'],
  ['Erling Søby', 'A'],
  ['Frida Thorsager', 'A'],
  ['Gert Ulstrup', 'A'],
  ['Hanne Viborg Kjær', 'V'],
  ['Ivan Winther', 'V'],
  ['Jytte Aagaard', 'V'],
  ['Kaj Bønnerup', 'V'],
  ['Lis Dybdahl', 'V'],
  ['Mogens Enslev', 'V'],
  ['Nanna Fjellerup', 'V'],
  ['Ole Gjerrild', 'C'],
  ['Pia Hemmed', 'C'],
  ['Rasmus Ingvorsen', 'C'],
  ['Sanne Jernløv', 'F'],
  ['Troels Karlby', 'F'],
  ['Ulla Lyngby', 'F'],
  ['Viggo Nimtofte', 'O'],
  ['Winnie Ørum', 'O'],
  ['Yrsa Rugård', 'Ø'],
  ['Åge Stokkebro', 'L'],
  ['Ellen Trustrup', 'L'],
];
const IN_THE_AGENDAS = new Set(['Niels Basballe']);

const councillors = COUNCIL.map(([name]) =>
  person(name, ['member'], {
    title: name === COUNCIL[0]?.[0] ? 'Borgmester' : 'Medlem af Kommunalbestyrelsen',
    ...(IN_THE_AGENDAS.has(name) ? {} : made),
  }),
);

export const DEMO_PEOPLE: readonly Person[] = [...staff, ...councillors];

const holding = (name: string, kind: Holding['kind'], from: string, to: string | null = null): Holding => ({
  person: personId(name),
  kind,
  from,
  to,
});
const office = (id: string, name: string, superior: string | null, holders: Holding[], more = {}): Office => ({
  id,
  name,
  superior,
  holders,
  rev: 1,
  ...more,
});

/** The agendas name the office and its holder; since when, and who is above, is made up. */
export const DEMO_OFFICES: readonly Office[] = [
  // Printed as "Kommunaldirektør Vakant" in June 2023; the acting holder from October on is made up.
  office('office-kommunaldirektoer', 'Kommunaldirektør', null, [
    { ...holding('Henrik Dalgaard Voss', 'acting', '2023-10-01'), ...made },
  ]),
  office('office-velfaerdsdirektoer', 'Velfærdsdirektør', 'office-kommunaldirektoer', [
    holding('Lene Mehlsen Thomsen', 'holder', '2022-01-01'),
  ]),
  office('office-faellesforvaltningsdirektoer', 'Fællesforvaltningsdirektør', 'office-kommunaldirektoer', [
    holding('Kim Bruun Nielsen', 'holder', '2022-01-01'),
  ]),
  office('office-oekonomichef', 'Økonomichef', 'office-kommunaldirektoer', [
    holding('Bettina Andersen', 'holder', '2022-01-01'),
    { ...holding('Tove Rønnow Bisgaard', 'deputy', '2022-01-01'), ...made },
  ]),
  office('office-sundheds-og-omsorgschef', 'Sundheds- og omsorgschef', 'office-velfaerdsdirektoer', [
    holding('Anne-Marie Bentzen', 'holder', '2022-01-01'),
  ]),
  office('office-kulturchef', 'Chef for Kultur og Fritid', 'office-velfaerdsdirektoer', [], made),
];

export const DEMO_DELEGATIONS: readonly Delegation[] = [];

/** The management ladders that items of a kind climb before they reach an organ, lowest office first. */
export const DEMO_LADDERS = {
  economy: ['office-oekonomichef', 'office-kommunaldirektoer'],
  welfare: ['office-sundheds-og-omsorgschef', 'office-velfaerdsdirektoer', 'office-kommunaldirektoer'],
} as const;

const councillor = (name: string, chair = false, more = {}): Membership => ({
  person: personId(name),
  printedName: name,
  party: COUNCIL.find(([known]) => known === name)?.[1],
  chair,
  ...TERM,
  ...(IN_THE_AGENDAS.has(name) ? {} : made),
  ...more,
});
/** Somebody from the administration; the text of an absence prints the title after the name. */
const employee = (name: string, title: string | undefined, more: Partial<Membership> = {}): Membership => ({
  person: personId(name),
  printedName: name,
  ...(title === undefined ? {} : { title }),
  chair: false,
  from: '2022-01-01',
  to: null,
  ...more,
});

/** A committee of the council; its first name is the chair's. */
const committee = (slug: string, abbreviation: string, name: string, members: string[]): Organ => ({
  id: `organ-${slug}`,
  abbreviation,
  name,
  kind: 'committee',
  role: 'recommending',
  signing: 'participants',
  // No law names a number of days for committees; the council's is taken as the municipality's own.
  dispatch: { days: 4, policy: 'strict', cutoffTime: null },
  // Which members sit in which committee is made up, also for those whose names are not.
  members: members.map((one, index) => councillor(one, index === 0, made)),
  rev: 1,
});

export const DEMO_ORGANS: readonly Organ[] = [
  {
    id: 'organ-dir',
    abbreviation: 'DIR',
    name: 'Direktionen',
    kind: 'administrative',
    role: 'reviewing',
    signing: 'participants',
    dispatch: NO_RULE,
    members: [
      employee('Henrik Dalgaard Voss', 'Kommunaldirektør', { chair: true, from: '2023-10-01', ...made }),
      employee('Lene Mehlsen Thomsen', 'Velfærdsdirektør'),
      employee('Kim Bruun Nielsen', 'Fællesforvaltningsdirektør'),
    ],
    rev: 1,
  },
  {
    id: 'organ-kb',
    abbreviation: 'KB',
    name: 'Kommunalbestyrelsen',
    kind: 'council',
    role: 'deciding',
    signing: 'participants',
    dispatch: COUNCIL_RULE,
    members: COUNCIL.map(([name], index) => councillor(name, index === 0)),
    rev: 1,
  },
  committee('oek', 'ØK', 'Økonomiudvalget', [
    'Kirsten Vestergaard Holm',
    'Anders Kjærgaard',
    'Birthe Lindhardt',
    'Hanne Viborg Kjær',
    'Ivan Winther',
    'Ole Gjerrild',
    'Sanne Jernløv',
  ]),
  committee('vpu', 'VPU', 'Voksen- og Plejeudvalget', [
    'Dorte Ramskov',
    'Carsten Moesgaard',
    'Jytte Aagaard',
    'Pia Hemmed',
    'Viggo Nimtofte',
  ]),
  committee('buu', 'BUU', 'Børne- og Ungdomsudvalget', [
    'Sanne Jernløv',
    'Frida Thorsager',
    'Erling Søby',
    'Lis Dybdahl',
    'Yrsa Rugård',
  ]),
  committee('mtu', 'MTU', 'Miljø- og Teknikudvalget', [
    'Kaj Bønnerup',
    'Gert Ulstrup',
    'Mogens Enslev',
    'Troels Karlby',
    'Åge Stokkebro',
  ]),
  committee('kfu', 'KFU', 'Kultur- og Fritidsudvalget', [
    'Nanna Fjellerup',
    'Birthe Lindhardt',
    'Rasmus Ingvorsen',
    'Ulla Lyngby',
    'Winnie Ørum',
  ]),
  {
    id: 'organ-hu',
    abbreviation: 'HU',
    name: 'Hovedudvalget',
    kind: 'med',
    role: 'orienting',
    signing: 'nobody',
    dispatch: NO_RULE,
    members: [
      employee('Henrik Dalgaard Voss', 'Kommunaldirektør', { chair: true, from: '2023-10-01', ...made }),
      // The titles as agenda 004 prints them under "Afbud", spelling included.
      employee('Anne-Marie Bentzen', 'Sundhed- og omsorgschef'),
      employee('Marianne Fisker', 'Afdelingsleder'),
      employee('Mia Hedegaard van de Sande', undefined, { person: 'person-mia-hedegaard' }),
      employee('Per Overgaard Holst', 'Fællestillidsrepræsentant', made),
      employee('Gitte Nymand', 'Arbejdsmiljørepræsentant', made),
    ],
    rev: 1,
  },
];
