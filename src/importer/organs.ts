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

/** "Økonomiudvalget" → "ØK"; what is unknown stays as it is written. */
export function abbreviationOf(name: string): string {
  const bare = name.trim().replace(LEAD, '');
  const found = ORGANS.find(([abbreviation, pattern]) => pattern.test(bare) || abbreviation === bare);
  return found?.[0] ?? name.trim();
}

const SHORT = /^[A-ZÆØÅ]{1,5}(\s*\([^()]{1,20}\))?$/;
const isOrgan = (part: string): boolean =>
  SHORT.test(part) || ORGANS.some(([, pattern]) => pattern.test(part.replace(LEAD, '')));
export const isKnownOrgan = (name: string): boolean =>
  ORGANS.some(([, pattern]) => pattern.test(name.trim().replace(LEAD, '')));

const partsOf = (line: string): string[] =>
  line
    .split(/[,;/>]|\s[-–→]\s|->|\s(?:og|samt)\s(?=[A-ZÆØÅ])/)
    .map((part) => part.trim().replace(/[.:]$/, ''))
    .filter((part) => part !== '');

/** Whether a line names organs and nothing else. */
export const isRoute = (line: string): boolean => {
  const parts = line.length > 400 ? [] : partsOf(line);
  return parts.length > 0 && parts.every(isOrgan);
};

/** The stops of a printed Sagsgang in its order; what is no known organ ("høring") is a stop as it is written. */
export const stopsIn = (line: string): { body: string }[] =>
  partsOf(line)
    .filter((part) => part.length <= 80 && /[a-zæøå]/i.test(part))
    .map((part) => ({ body: abbreviationOf(SHORT.test(part) ? part.replace(/\s*\(.*$/, '') : part) }));
