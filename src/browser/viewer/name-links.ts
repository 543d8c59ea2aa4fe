/** Links on a page are rectangles over its picture; here they say where they lead to whoever cannot see them. */
import type { Pages } from './pages.ts';

export function nameLinks(pages: Pages): void {
  pages.events.on('annotationlayerrendered', ({ source }: { source: { div: HTMLElement } }) => {
    for (const link of source.div.querySelectorAll<HTMLAnchorElement>('a:not([aria-label])'))
      void nameLink(link, pages);
  });
}

async function nameLink(link: HTMLAnchorElement, pages: Pages): Promise<void> {
  const isOurs = link.hash !== '' && link.origin + link.pathname === window.location.origin + window.location.pathname;
  link.setAttribute('aria-label', isOurs ? 'Henvisning i dokumentet' : `Åbn ${link.href} i et nyt vindue`);
  const page = isOurs ? await pageAt(link.hash.slice(1), pages).catch(() => null) : null;
  if (page !== null) link.setAttribute('aria-label', `Gå til side ${page}`);
}

/** @param hash a destination as pdf.js writes it into an address: its name, or the destination itself as JSON */
async function pageAt(hash: string, { pdf }: Pages): Promise<number | null> {
  const written = decodeURIComponent(hash);
  const destination = written.startsWith('[') ? JSON.parse(written) : await pdf.getDestination(written);
  const [page] = Array.isArray(destination) ? destination : [];
  if (typeof page === 'number') return page + 1;
  return page ? (await pdf.getPageIndex(page)) + 1 : null;
}
