/** Brings the page that shows a PDF to life. Without it the page is a title with a link to the file. */
import { showBookmarks } from './bookmarks.ts';
import { findControls } from './find-controls.ts';
import { mendLists } from './mend-lists.ts';
import { nameLinks } from './name-links.ts';
import { type Failure, openPdf } from './open-pdf.ts';
import { pageControls } from './page-controls.ts';
import { createPages } from './pages.ts';
import { zoomControls } from './zoom-controls.ts';

const viewer = document.querySelector<HTMLElement>('[data-viewer]');
if (viewer?.dataset.file) void show(viewer, viewer.dataset.file);

const FETCHING = 'Henter dokumentet …';

/** The element that the page calls `name`. @throws where the page has none, which is a fault of the template */
function part<T extends HTMLElement>(root: HTMLElement, name: string): T {
  const found = root.querySelector<T>(`[data-viewer-${name}]`);
  if (!found) throw new Error(`The viewer's page has no ${name}.`);
  return found;
}

async function show(root: HTMLElement, file: string): Promise<void> {
  const status = part(root, 'status');
  const bar = part<HTMLProgressElement>(root, 'progress');
  part(root, 'without-script').hidden = true;
  bar.hidden = false;
  status.textContent = root.dataset.waiting ?? FETCHING;
  try {
    const pdf = await openPdf(file, root.dataset.pdfjs ?? '', (share) => {
      bar.value = share;
      status.textContent = FETCHING;
    });
    const pages = createPages(part<HTMLDivElement>(root, 'pages'), pdf);
    pageControls(root, pages);
    nameLinks(pages);
    mendLists(part(root, 'pages'));
    zoomControls(root, pages);
    findControls(root, pages);
    part(root, 'tools').hidden = false;
    await pages.shown;
    status.textContent = '';
    bar.hidden = true;
    await showBookmarks(root, pages);
  } catch (error) {
    bar.hidden = true;
    status.textContent = '';
    part(root, 'tools').hidden = true;
    fail(root, error);
  }
}

const WHY: Record<Failure, string> = {
  'signed-out': 'Du er blevet logget ud. Log ind igen, og åbn siden på ny.',
  gone: 'Filen findes ikke længere, eller du må ikke se den.',
  locked: 'Filen er beskyttet med adgangskode og kan ikke vises her. Hent den, og åbn den med adgangskoden.',
  broken: 'Filen kan ikke læses her. Hent den, og åbn den i et andet program.',
  lost: 'Forbindelsen blev afbrudt. Genindlæs siden, eller hent filen.',
};

function fail(root: HTMLElement, error: unknown): void {
  const why: Failure = error instanceof Error && error.message in WHY ? (error.message as Failure) : 'broken';
  const problem = part(root, 'problem');
  part(root, 'problem-text').textContent = WHY[why];
  problem.hidden = false;
}
