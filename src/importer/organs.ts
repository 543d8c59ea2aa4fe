/** Organs as Norddjurs prints them: the abbreviation of a name, in whichever form it stands. */

const ORGANS: readonly [abbreviation: string, pattern: RegExp][] = [
  ['KB', /^(kommunalbestyrelse|byråd)/i],
  ['ØK', /^økonomi(udvalg|- ?og erhvervsudvalg)/i],
  ['DIR', /^direktion/i],
  ['HU', /^(hovedudvalg|hoved-?med)/i],
  ['VPU', /^voksen- ?og pleje/i],
  ['BUU', /^børne?- ?og unge?(doms)?/i],
  ['MTU', /^(teknik- ?og miljø|miljø- ?og teknik)/i],
  ['KFU', /^kultur- ?og fritids/i],
  ['KUU', /^kultur- ?og udviklings/i],
  ['AMU', /^arbejdsmarkeds/i],
  ['EU', /^erhvervs(?!- ?og)/i],
  ['ANH', /^anholtudvalg/i],
];
const LEAD = /^(det |den )?(ekstraordinær[et]* |konstituerende )?(møde (i|for) )?(det |den )?/i;
/** "Udvalget for Ældre og Sundhed", "Teknisk Udvalg": names of several words that are not put together. */
const SPOKEN = /^(udvalget for [a-zæøå, -]{3,60}|[a-zæøå]{4,20}(sk|alt) udvalg)$/i;
/** "Natur-, teknik- og miljøudvalget", "Ældrerådet": what a municipality may call an organ. */
const NAMED = /^((?:[a-zæøå]+-,? )*(?:og )?)([a-zæøå]{3,}?)s?(udvalg|råd|nævn|kommission)(?:et|ets|en|ens|s)?$/i;
const withoutLead = (name: string): string => name.trim().replace(LEAD, '');

/** "Økonomiudvalget" → "ØK"; of other organs the initials, as Norddjurs makes them; what is no organ stays as it is written. */
export function abbreviationOf(name: string): string {
  const bare = withoutLead(name);
  const found = ORGANS.find(([abbreviation, pattern]) => pattern.test(bare) || abbreviation === bare);
  return found?.[0] ?? initialsOf(bare) ?? name.trim();
}

function initialsOf(name: string): string | null {
  const [, before = '', last = '', kind = ''] = NAMED.exec(name) ?? [];
  const words = before.split(/[-, ]+/).filter((word) => word !== '' && word !== 'og');
  return kind === '' ? null : [...words, last, kind].map((word) => word.charAt(0).toUpperCase()).join('');
}

const IS_ORGAN = /(udvalg|råd|nævn|kommission|bestyrelse|direktion|med)[a-zæøå]{0,4}$/i;
/** Whether these words are the name of an organ and nothing else. */
export const isOrganName = (name: string): boolean => {
  const bare = withoutLead(name).replace(/\.$/, '');
  if (bare.length > 80) return false;
  if (SPOKEN.test(bare)) return true;
  if (!IS_ORGAN.test(bare)) return false;
  return NAMED.test(bare) || ORGANS.some(([, own]) => own.test(bare) && /^[a-zæøå]*$/i.test(bare.replace(own, '')));
};

const SHORT = /^[A-ZÆØÅ]{1,5}(\s*\([^()]{1,20}\))?$/;
const isStop = (part: string): boolean => SHORT.test(part) || isOrganName(part);
/** Whether a text begins with the name of an organ: "Økonomiudvalgsmøde". */
export const isKnownOrgan = (name: string): boolean => ORGANS.some(([, pattern]) => pattern.test(withoutLead(name)));

const PARTED = /[;/>]|,(?!\s[a-zæøå]+- )|\s[-–→]\s|->/;
const PARTED_OR_AND = new RegExp(String.raw`${PARTED.source}|\s(?:og|samt)\s(?=[A-ZÆØÅ])`);

const partsOf = (line: string): string[] =>
  line
    // "Udvalget for Ældre og Sundhed" is one.
    .split(/udvalget for/i.test(line) ? PARTED : PARTED_OR_AND)
    .map((part) => part.trim().replace(/[.:]$/, ''))
    .filter((part) => part !== '');

/** Whether a line names organs and nothing else. */
export const isRoute = (line: string): boolean => {
  const parts = line.length > 400 ? [] : partsOf(line);
  return parts.length > 0 && parts.every(isStop);
};

/** The stops of a printed Sagsgang in its order; what is no known organ ("høring") is a stop as it is written. */
export const stopsIn = (line: string): { body: string }[] =>
  partsOf(line)
    .filter((part) => part.length <= 80 && /[a-zæøå]/i.test(part))
    .map((part) => ({ body: abbreviationOf(SHORT.test(part) ? part.replace(/\s*\(.*$/, '') : part) }));
