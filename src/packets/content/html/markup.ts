/** HTML put together from values that are always escaped. Pure. */

/** Text that is HTML already. Only `html` makes it. */
export interface Html {
  readonly markup: string;
}

type Value = Html | string | number | null | readonly Html[];

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
// What XML and HTML do not allow as text at all.
const FORBIDDEN = /(?![\n\r\t])\p{Cc}|[\uFFFE\uFFFF]/gu;

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, '')
    .replace(/[&<>"']/g, (character) => ESCAPED[character] ?? character);

const markupOf = (value: Value): string => {
  if (value === null) return '';
  if (typeof value === 'object') return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
  return escaped(String(value));
};

/** `html\`<p>${text}</p>\``: strings and numbers are escaped, HTML goes in as it is, null leaves nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { markup: strings.reduce((all, part, index) => `${all}${markupOf(values[index - 1] ?? null)}${part}`) };
}
