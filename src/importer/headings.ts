/** Which lines are headings. Only a line that is nothing else is one: a sentence that begins like a heading is text. */

const SECTIONS = [
  /^(supplerende )?sagsfremstilling$/,
  /^resum[eé]$/,
  /^beslutningstema$/,
  /^sammenhæng (til|med) .{3,120}$/,
  /^økonomi(ske)?( konsekvenser)?( og bevilling)?$/,
  /^bevilling$/,
  /^(lov|rets)grundlag$/,
  /^kompetence$/,
  /^(intern |ekstern )?høring(er|ssvar)?$/,
  /^sagshistorik$/,
  /^alternativ indstilling$/,
  /^risikovurdering$/,
  /^(den )?videre proces$/,
  /^konklusion$/,
  /^baggrund$/,
  /^formål$/,
  /^vurdering$/,
  /^kommunikation$/,
  /^(borger)?inddragelse$/,
  /^(personalemæssige|miljømæssige|sundhedsmæssige|sociale|andre|øvrige) (konsekvenser|forhold)$/,
  /^(forvaltningens|administrationens) (bemærkninger|vurdering)$/,
  /^udtalelser?$/,
  /^bemærkninger$/,
];

const bare = (line: string): string => line.replace(/\s*:$/, '').trim().toLowerCase();

export const isSectionHeading = (line: string): boolean => {
  const words = bare(line);
  return !/[.,;]$/.test(words) && SECTIONS.some((heading) => heading.test(words));
};
export const isRouteHeading = (line: string): boolean => /^(sagsgang|sagsforløb|behandling)$/.test(bare(line));
export const isRecommendation = (line: string): boolean => /^indstilling(er)?$/.test(bare(line));
export const isBilagHeading = (line: string): boolean => /^bilag$/.test(bare(line));
export const isOverview = (line: string): boolean => /^bilagsoversigt$/.test(bare(line));
export const isSignatures = (line: string): boolean => /^underskrifts?(side|ark|blad)$/.test(bare(line));
export const isContents = (line: string): boolean => /^indholdsfortegnelse$/.test(bare(line));

const DECISION =
  /^Beslutning(?:er)?\s+(?:i|fra|af|på)?\s*(.{2,80}?),?\s+(?:den|d\.)\s+(\d{1,2}\s*[-./]\s*\d{1,2}\s*[-./ ]\s*\d{4}|\d{1,2}\.?\s+[a-zæøå]+\s+\d{4})(?:,\s*punkt\s+\d+)?\.?$/i;
/** "Beslutning i Økonomiudvalget den 05-12-2023": the organ and the date, as written. */
export function decisionHeading(line: string): { organ: string; date: string } | null {
  const found = DECISION.exec(line);
  return found ? { organ: found[1] ?? '', date: found[2] ?? '' } : null;
}

const ABSENCE = /^(afbud|fraværende|fravær|ikke til stede|inhabile?|udeblivelser?)\s*(?::\s*(.*))?$/i;
export function absenceLabel(line: string): { label: string; rest: string } | null {
  const found = ABSENCE.exec(line);
  // The word alone, or with a colon; "Afbud fra …" in a sentence is text.
  return found && (line.includes(':') || found[2] === undefined)
    ? { label: line.replace(/:.*$/, ':'), rest: found[2] ?? '' }
    : null;
}

const OPENNESS = /^(?:(.*\S)\s+)?(åben|åbent|lukket)\s+sag$/i;
/** "23/9260 Åben Sag": the case number, if there is one, and the openness. */
export function opennessLine(
  line: string,
): { caseNumber: string | null; openness: 'open' | 'closed'; rest: string | null } | null {
  const found = OPENNESS.exec(line.trim());
  if (!found) return null;
  const before = (found[1] ?? '').replace(/^sags?(nr|nummer)?\.?:?\s*/i, '').trim();
  const isNumber = /^[\dA-ZÆØÅa-zæøå./-]*\d[\dA-ZÆØÅa-zæøå./-]*$/.test(before) && before.length <= 40;
  if (before !== '' && !isNumber) return null;
  const openness = /^å/i.test(found[2] ?? '') ? 'open' : 'closed';
  return { caseNumber: before === '' ? null : before, openness, rest: null };
}
export const caseNumberLine = (line: string): string | null =>
  /^(?:sags?(?:nr|nummer)\.?\s*:?\s*)?(\d{2,3}[/-][\d-]{2,20}|\d{2}\.\d{2}\.\d{2}-[A-Z]\d{2}-\S+)$/i.exec(line)?.[1] ??
  null;
