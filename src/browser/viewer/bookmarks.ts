/** The document's bookmarks as a list of links that opens beside the pages, or over them on a phone. */
import type { Pages } from './pages.ts';

type Bookmark = Awaited<ReturnType<Pages['pdf']['getOutline']>>[number];

/** A list that is longer than this begins with its branches closed. */
const SHORT = 30;

export async function showBookmarks(root: HTMLElement, pages: Pages): Promise<void> {
  const bookmarks = await pages.pdf.getOutline();
  const panel = root.querySelector<HTMLElement>('[data-viewer-bookmarks]');
  const open = root.querySelector<HTMLButtonElement>('[data-viewer-bookmarks-open]');
  if (!bookmarks || bookmarks.length === 0 || !panel || !open) return;
  const show = (shown: boolean) => {
    panel.hidden = !shown;
    open.setAttribute('aria-expanded', String(shown));
  };
  const follow = (bookmark: Bookmark) => {
    if (bookmark.dest) void pages.links.goToDestination(bookmark.dest);
    if (isOver(panel)) {
      show(false);
      root.querySelector<HTMLElement>('[data-viewer-pages]')?.focus();
    }
  };
  const goToItem = () => {
    const found = itemNumbered(bookmarks, window.location.hash);
    if (found?.dest) void pages.links.goToDestination(found.dest);
  };
  goToItem();
  window.addEventListener('hashchange', goToItem);
  panel.append(listOf(bookmarks, pages, follow, countOf(bookmarks) > SHORT));
  open.hidden = false;
  open.addEventListener('click', () => {
    show(panel.hidden !== false);
    if (!panel.hidden) panel.querySelector<HTMLElement>('a')?.focus();
  });
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    show(false);
    open.focus();
  });
}

/** The bookmark of the item that the address names: `#punkt=3` is the one that begins with "3. ". */
function itemNumbered(bookmarks: readonly Bookmark[], hash: string): Bookmark | undefined {
  const number = new URLSearchParams(hash.slice(1)).get('punkt');
  if (number === null) return undefined;
  for (const bookmark of bookmarks) {
    const found = bookmark.title.startsWith(`${number}. `) ? bookmark : itemNumbered(bookmark.items, hash);
    if (found) return found;
  }
  return undefined;
}

/** On a phone the list lies over the pages. */
const isOver = (panel: HTMLElement): boolean => getComputedStyle(panel).position === 'absolute';

const countOf = (bookmarks: readonly Bookmark[]): number =>
  bookmarks.reduce((count, { items }) => count + 1 + countOf(items), 0);

function listOf(
  bookmarks: readonly Bookmark[],
  pages: Pages,
  follow: (bookmark: Bookmark) => void,
  closed: boolean,
): HTMLUListElement {
  const list = document.createElement('ul');
  list.className = 'nobullet-list';
  for (const bookmark of bookmarks) {
    const entry = document.createElement('li');
    entry.append(linkTo(bookmark, pages, follow));
    if (bookmark.items.length > 0) {
      const below = listOf(bookmark.items, pages, follow, closed);
      entry.prepend(toggleOf(bookmark, below, closed));
      entry.append(below);
    }
    list.append(entry);
  }
  return list;
}

/** A bookmark of ours leads to a place in the document; one that leads to a web page opens a window of its own. */
function linkTo(bookmark: Bookmark, { links }: Pages, follow: (bookmark: Bookmark) => void): HTMLAnchorElement {
  const link = document.createElement('a');
  link.textContent = bookmark.title || '(uden titel)';
  if (bookmark.url) links.addLinkAttributes(link, bookmark.url, true);
  else {
    link.href = bookmark.dest ? links.getDestinationHash(bookmark.dest) : '#';
    link.addEventListener('click', (event) => {
      event.preventDefault();
      follow(bookmark);
    });
  }
  return link;
}

function toggleOf({ title }: Bookmark, below: HTMLElement, closed: boolean): HTMLButtonElement {
  const toggle = document.createElement('button');
  toggle.type = 'button';
  toggle.className = 'viewer-branch';
  toggle.setAttribute('aria-label', `Under ${title}`);
  const show = (shown: boolean) => {
    below.hidden = !shown;
    toggle.setAttribute('aria-expanded', String(shown));
  };
  show(!closed);
  toggle.addEventListener('click', () => show(below.hidden !== false));
  return toggle;
}
