/** Which page is in sight, and the way to another: the field, the buttons, and the address, which a reload comes back to. */
import { nameInDanish } from './danish.ts';
import type { Pages } from './pages.ts';

export function pageControls(root: HTMLElement, { viewer, events, pdf }: Pages): void {
  const field = root.querySelector<HTMLInputElement>('[data-viewer-page]');
  const count = root.querySelector('[data-viewer-count]');
  const previous = root.querySelector<HTMLButtonElement>('[data-viewer-previous]');
  const next = root.querySelector<HTMLButtonElement>('[data-viewer-next]');
  const pages = root.querySelector<HTMLElement>('[data-viewer-pages]');
  if (!field || !count || !previous || !next || !pages) return;
  count.textContent = String(pdf.numPages);
  field.max = String(pdf.numPages);

  const showPage = (page: number) => {
    field.value = String(page);
    previous.disabled = page <= 1;
    next.disabled = page >= pdf.numPages;
  };
  const goTo = (page: number) => {
    if (Number.isInteger(page) && page >= 1 && page <= pdf.numPages) viewer.currentPageNumber = page;
    else showPage(viewer.currentPageNumber);
  };
  showPage(1);
  events.on('pagesinit', () => nameInDanish(pages));
  events.on('pagechanging', ({ pageNumber }: { pageNumber: number }) => {
    showPage(pageNumber);
    history.replaceState(history.state, '', `#page=${pageNumber}`);
  });
  events.on('annotationlayerrendered', ({ source }: { source: { div: HTMLElement } }) => nameInDanish(source.div));
  field.addEventListener('change', () => goTo(Number(field.value)));
  field.addEventListener('focus', () => field.select());
  previous.addEventListener('click', () => goTo(viewer.currentPageNumber - 1));
  next.addEventListener('click', () => goTo(viewer.currentPageNumber + 1));
  pages.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Home') goTo(1);
    else if (event.key === 'End') goTo(pdf.numPages);
    else if (event.key === 'ArrowRight') goTo(viewer.currentPageNumber + 1);
    else if (event.key === 'ArrowLeft') goTo(viewer.currentPageNumber - 1);
    else return;
    event.preventDefault();
  });
}
