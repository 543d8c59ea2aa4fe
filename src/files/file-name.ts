/** File names as they arrive from strangers' computers, made fit to be shown, stored and sent in a header. Pure. */

/** The part after the last point, in lower case; empty where there is none. */
export const endingOf = (name: string): string => /\.([^.]{1,12})$/.exec(name)?.[1]?.toLocaleLowerCase('en') ?? '';

/** The name without its ending. */
export const stemOf = (name: string): string => {
  const ending = endingOf(name);
  return ending === '' ? name : name.slice(0, -ending.length - 1);
};

/**
 * The name in a form's part: browsers write a quote and line ends in it as %22, %0D and %0A, and nothing else of that kind
 * (HTML, "multipart/form-data encoding algorithm").
 */
export const nameInForm = (name: string): string => name.replace(/%22/g, '"').replace(/%0[AD]/gi, ' ');

const MOST = 200;

/**
 * Without folders, control characters and what turns the direction of writing around ("fdp.exe" shown as "exe.pdf"); composed
 * letters (macOS sends "a" and a ring); at most 200 characters with the ending kept.
 */
export function cleanFileName(raw: string): string {
  const base = raw.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = base
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '')
    .replace(/\s+/g, ' ')
    // A run is looked at from its beginning only: from each of its characters, a long one within the name takes seconds.
    .replace(/^[\s.]+|(?<![\s.])[\s.]+$/g, '');
  if (clean === '') return 'fil';
  const ending = endingOf(clean);
  const tail = ending === '' ? '' : `.${ending}`;
  return [...clean].length <= MOST ? clean : `${[...stemOf(clean)].slice(0, MOST - tail.length).join('')}${tail}`;
}

const PLAIN: Record<string, string> = { æ: 'ae', ø: 'oe', å: 'aa', Æ: 'Ae', Ø: 'Oe', Å: 'Aa' };

/** `Content-Disposition` by RFC 6266: an ASCII name for old programs, and the name itself. */
export function contentDisposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name
    .replace(/[æøåÆØÅ]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${how}; filename="${plain || 'fil'}"; filename*=UTF-8''${encoded}`;
}
