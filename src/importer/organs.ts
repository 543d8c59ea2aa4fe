/** Organs as Norddjurs prints them: the abbreviation of a name, in whichever form it stands. */

const ORGANS: readonly [abbreviation: string, pattern: RegExp][] = [
  ['KB', /^kommunalbestyrelse/i],
  ['ØK', /^økonomiudvalg/i],
  ['DIR', /^direktion/i],
  ['HU', /^hovedudvalg/i],
  ['VPU', /^voksen-? ?og pleje/i],
  ['BUU', /^børne?-? ?og ungdomsudvalg/i],
  ['MTU', /^miljø-? ?og teknik/i],
  ['KFU', /^kultur-? ?og fritids/i],
  ['KUU', /^kultur-? ?og udviklings/i],
  ['AMU', /^arbejdsmarked/i],
  ['EU', /^erhverv/i],
  ['ANH', /^anholt/i],
];

/** "Økonomiudvalget" → "ØK"; what is unknown stays as it is written. */
export function abbreviationOf(name: string): string {
  const found = ORGANS.find(([abbreviation, pattern]) => pattern.test(name.trim()) || abbreviation === name.trim());
  return found?.[0] ?? name.trim();
}

const SHORT = /^[A-ZÆØÅ]{1,5}$/;
const isStop = (part: string): boolean => SHORT.test(part) || ORGANS.some(([, pattern]) => pattern.test(part));

/** The organs of a printed Sagsgang; null where the line is none. */
export function stopsIn(line: string): { body: string }[] | null {
  const parts = line
    .split(/[,;/]|\s[-–→]\s|\sog\s(?=[A-ZÆØÅ]{2,5}\b)/)
    .map((part) => part.trim().replace(/\.$/, ''))
    .filter((part) => part !== '');
  return parts.length > 0 && parts.every(isStop) ? parts.map((part) => ({ body: abbreviationOf(part) })) : null;
}
