/**
 * Word puts lists on the clipboard as paragraphs whose style says "list 3, level 2" and whose first characters imitate the
 * bullet. Here they become lists, nested by level.
 */

interface FakeItem {
  element: HTMLElement;
  list: string;
  level: number;
  ordered: boolean;
  start: number;
}

/** An element's style as it was written, in lower case; see `withInertStyles`. */
export const styleOf = (element: Element): string =>
  (element.getAttribute('data-style') ?? element.getAttribute('style') ?? '').toLowerCase();

const PLACE = /mso-list:\s*(l\d+)\s+level(\d+)/i;
/** "1." "a)" "(iv)": a number or letter with a sign behind it; a bare letter such as Word's "o" is a bullet. */
const COUNTED = /^\(?(\d{1,4}|[a-zæøå]|[ivxlcdm]+)[.)]/i;

/** Replaces Word's imitated lists in place. */
export function realLists(root: HTMLElement): void {
  const items = new Map<Element, FakeItem>();
  for (const element of root.querySelectorAll<HTMLElement>('p, h1, h2, h3, h4, h5, h6')) {
    const item = fakeItem(element);
    if (item) items.set(element, item);
  }
  for (const element of [...items.keys()]) {
    const item = items.get(element);
    if (!item || !element.parentElement) continue;
    const run = runFrom(item, items);
    element.before(...nested(run));
    for (const { element: used } of run) {
      items.delete(used);
      used.remove();
    }
  }
}

function fakeItem(element: HTMLElement): FakeItem | null {
  const place = PLACE.exec(styleOf(element));
  if (!place) return null;
  const marker = removeMarker(element);
  // A heading that Word has numbered is a heading, not a list.
  if (/^H\d$/.test(element.tagName)) return null;
  const counted = COUNTED.exec(marker);
  return {
    element,
    list: place[1] ?? 'l0',
    level: Math.min(9, Math.max(1, Number(place[2]))),
    ordered: counted !== null,
    start: counted && /^\d+$/.test(counted[1] ?? '') ? Number(counted[1]) : 1,
  };
}

/** Takes the imitated bullet away and returns what it was. */
function removeMarker(element: HTMLElement): string {
  let marker = '';
  for (const span of [...element.querySelectorAll('span')]) {
    if (!/mso-list:\s*ignore/.test(styleOf(span))) continue;
    marker += span.textContent ?? '';
    span.remove();
  }
  return marker.replace(/\u00a0/g, ' ').trim();
}

/** The items that follow each other without anything between them, and belong to the same list at the outermost level. */
function runFrom(first: FakeItem, items: Map<Element, FakeItem>): FakeItem[] {
  const run = [first];
  let next = first.element.nextElementSibling;
  while (next) {
    const item = items.get(next);
    if (!item || (item.level === first.level && (item.list !== first.list || item.ordered !== first.ordered))) break;
    run.push(item);
    next = next.nextElementSibling;
  }
  return run;
}

function nested(run: FakeItem[]): HTMLElement[] {
  const made: HTMLElement[] = [];
  const open: { list: HTMLElement; level: number; ordered: boolean }[] = [];
  for (const item of run) {
    while (open.length > 0 && (open.at(-1)?.level ?? 0) > item.level) open.pop();
    let current = open.at(-1);
    if (current && current.level === item.level && current.ordered !== item.ordered) {
      open.pop();
      current = open.at(-1);
    }
    if (!current || current.level < item.level) {
      const list = document.createElement(item.ordered ? 'ol' : 'ul');
      if (item.ordered && item.start > 1) list.setAttribute('start', String(item.start));
      const parent = current?.list.lastElementChild;
      if (parent) parent.append(list);
      else made.push(list);
      current = { list, level: item.level, ordered: item.ordered };
      open.push(current);
    }
    const entry = document.createElement('li');
    const text = document.createElement('p');
    text.append(...item.element.childNodes);
    entry.append(text);
    current.list.append(entry);
  }
  return made;
}
