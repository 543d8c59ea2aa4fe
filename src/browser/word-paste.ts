/** What is pasted keeps headings, lists, tables and emphasis; everything else of Word, Outlook or a web page is left behind. */
import { realSymbols } from './symbol-paste.ts';
import { realLists, styleOf } from './word-lists.ts';

const DROPPED =
  'style, script, xml, meta, link, title, head, img, picture, svg, object, embed, iframe, video, audio, form';
/** Word's heading styles, English and Danish, where they are only a class on a paragraph. */
const HEADING_CLASS = /^(?:Mso)?(?:Heading|Overskrift|berschrift)(\d)/i;
/** The outermost heading of what is pasted stands one level below the section's own. */
const HIGHEST = 2;
const LOWEST = 4;

/** @param html what the clipboard has; @returns HTML that the editor reads, without styles, classes and comments */
export function cleanPastedHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(withInertStyles(html), 'text/html');
  removeComments(body);
  for (const element of body.querySelectorAll(DROPPED)) element.remove();
  removeSpacers(body);
  realLists(body);
  realSymbols(body);
  headings(body);
  tableHeads(body);
  emphasis(body);
  trimNames(body);
  return body.innerHTML;
}

/** What of a pasted text a draft has no place for, as sentences for whoever pasted it. @param html what the clipboard has */
export function leftOutOf(html: string): string[] {
  const { body } = new DOMParser().parseFromString(withInertStyles(html), 'text/html');
  const pictures = body.querySelectorAll('img, picture, svg, object, embed, video').length;
  const aligned = [...body.querySelectorAll('td, th, td p, th p, col')].some((cell) =>
    /(?:^|;)\s*text-align:\s*(?:right|center|end)|^(?:right|center)$/.test(cell.getAttribute('align') ?? styleOf(cell)),
  );
  return [
    ...(pictures === 0
      ? []
      : [
          `${pictures === 1 ? 'Et billede' : `${pictures} billeder`} kom ikke med. Gem det som fil, og vedhæft det som bilag.`,
        ]),
    ...(aligned ? ['Kolonnernes justering kom ikke med: tabeller trykkes venstrestillet. Tallene er uændrede.'] : []),
  ];
}

/**
 * Styles show what Word meant, but the page's policy refuses them and the browser would complain of each: they are read from
 * `data-style` instead. Event handlers become inert the same way.
 */
function withInertStyles(html: string): string {
  return html
    .replace(/<style\b[^>]*>[\s\S]*?<\/style\s*>/gi, '')
    .replace(/<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi, (tag) =>
      tag.replace(/([\s"'])(style|on[a-z]+)(\s*=)/gi, '$1data-$2$3'),
    );
}

/** Word makes room with paragraphs of a hard space; the print has its own spacing. */
function removeSpacers(body: HTMLElement): void {
  for (const paragraph of body.querySelectorAll('p')) {
    const isEmpty = (paragraph.textContent ?? '').trim() === '' && !paragraph.querySelector('br');
    if (isEmpty && !paragraph.closest('td, th')) paragraph.remove();
  }
}

function removeComments(body: HTMLElement): void {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}

/** Headings move down so that the highest one in the text is the section's first level; their order is kept. */
function headings(body: HTMLElement): void {
  const found: { element: Element; level: number }[] = [];
  for (const element of body.querySelectorAll('h1, h2, h3, h4, h5, h6, p, [role="heading"]')) {
    const level = headingLevel(element);
    if (level !== null) found.push({ element, level });
  }
  const top = Math.min(...found.map(({ level }) => level));
  for (const { element, level } of found) {
    const inCell = element.closest('td, th, li') !== null;
    const made = document.createElement(inCell ? 'p' : `h${Math.min(LOWEST, HIGHEST + level - top)}`);
    const inside = inCell ? document.createElement('strong') : made;
    inside.append(...element.childNodes);
    if (inside !== made) made.append(inside);
    element.replaceWith(made);
  }
}

function headingLevel(element: Element): number | null {
  if (!element.textContent?.trim()) return null;
  const tag = /^H(\d)$/.exec(element.tagName);
  if (tag) return Number(tag[1]);
  if (element.getAttribute('role') === 'heading') return Number(element.getAttribute('aria-level') ?? 2) || 2;
  if (/^MsoTitle$/i.test(element.className)) return 1;
  const styled = HEADING_CLASS.exec(element.className);
  return styled ? Number(styled[1]) : null;
}

/** Rows that Word repeats on each page are the table's heading. */
function tableHeads(body: HTMLElement): void {
  for (const cell of body.querySelectorAll('thead td')) {
    const head = document.createElement('th');
    for (const name of ['colspan', 'rowspan']) {
      const value = cell.getAttribute(name);
      if (value !== null) head.setAttribute(name, value);
    }
    head.append(...cell.childNodes);
    cell.replaceWith(head);
  }
}

/** Word and web mail write emphasis as styles; it is kept. */
function emphasis(body: HTMLElement): void {
  for (const span of [...body.querySelectorAll<HTMLElement>('span, font')]) {
    const style = styleOf(span);
    const weight = /font-weight:\s*(bold|\d+)/.exec(style)?.[1];
    const wanted = [
      weight === 'bold' || Number(weight) >= 600 ? 'strong' : null,
      /font-style:\s*italic/.test(style) ? 'em' : null,
      /text-decoration[^;]*:[^;]*underline/.test(style) ? 'u' : null,
      /text-decoration[^;]*:[^;]*line-through/.test(style) ? 's' : null,
    ].filter((tag) => tag !== null);
    let inner: Node[] = [...span.childNodes];
    for (const tag of wanted) {
      const mark = document.createElement(tag);
      mark.append(...inner);
      inner = [mark];
    }
    span.replaceWith(...inner);
  }
  for (const bold of body.querySelectorAll<HTMLElement>('b')) {
    // An outer <b> with normal weight is how some word processors wrap everything.
    if (/(?:^|[;\s])font-weight:\s*normal/.test(styleOf(bold))) bold.replaceWith(...bold.childNodes);
  }
}

const KEPT_ATTRIBUTES = new Set(['href', 'colspan', 'rowspan', 'start']);

/** Unknown tags (o:p, w:sdt) go, their text stays; no style, class or event handler survives. */
function trimNames(body: HTMLElement): void {
  for (const element of [...body.querySelectorAll('*')]) {
    if (element.tagName.includes(':')) {
      element.replaceWith(...element.childNodes);
      continue;
    }
    for (const { name } of [...element.attributes]) if (!KEPT_ATTRIBUTES.has(name)) element.removeAttribute(name);
  }
}
