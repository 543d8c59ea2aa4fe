/** Reads the forms of a page as a browser without JavaScript would: where they go, and the fields that are filled in. Pure. */

export interface PageForm {
  action: string;
  fields: Record<string, string>;
}

const FORM = /<form\b([^>]*)>([\s\S]*?)<\/form>/g;
const INPUT = /<input\b([^>]*)>/g;
const ATTRIBUTE = /([a-z-]+)="([^"]*)"/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });

const attributesOf = (tag: string): Record<string, string> =>
  Object.fromEntries([...tag.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, decoded(value)]));

/** The page's forms in order. Buttons and text areas are for whoever fills the form in. */
export function formsIn(html: string): PageForm[] {
  return [...html.matchAll(FORM)].map(([, tag = '', inside = '']) => {
    const inputs = [...inside.matchAll(INPUT)].map(([, input = '']) => attributesOf(input));
    // A box that nobody has ticked sends nothing.
    const named = inputs.filter(({ name, type }) => name !== undefined && type !== 'checkbox' && type !== 'radio');
    return {
      action: attributesOf(tag).action ?? '',
      fields: Object.fromEntries(named.map(({ name = '', value = '' }) => [name, value])),
    };
  });
}

/** The words of a page without its tags, for an error that somebody has to understand. */
export const wordsOf = (html: string): string =>
  decoded(html.replace(/^[\s\S]*<main\b[^>]*>/, '').replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
