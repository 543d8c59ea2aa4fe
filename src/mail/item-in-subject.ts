/** What a subject line says a mail's item is: of an open one its title, and its number in the records. */

/** So much of a title is shown in a list of mails, if at all. */
const MAX_TITLE = 90;

/**
 * @param props of the mail, checked; the closed form has no title to leak
 * @returns "Skolestruktur 2024 (sag 23/4711)", of a closed item "sag 23/4711"; empty for a mail that is about no single item
 */
export function itemInSubject({ openness, title, caseNumber }: Readonly<Record<string, unknown>>): string {
  if (openness === undefined) return '';
  const number = typeof caseNumber === 'string' ? `sag ${caseNumber}` : null;
  if (typeof title !== 'string') return number ?? 'et dagsordenspunkt';
  return number === null ? shortened(title) : `${shortened(title)} (${number})`;
}

/** Cut between words where there is a place for it. */
function shortened(title: string): string {
  const letters = [...title];
  if (letters.length <= MAX_TITLE) return title;
  const head = letters.slice(0, MAX_TITLE).join('');
  return `${head.replace(/\s+\S{0,30}$/, '')}…`;
}
