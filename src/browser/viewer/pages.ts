/**
 * The pages of a PDF, one below the other. Only pages near the window are drawn and kept, so that a file of many hundred pages takes
 * no more memory than a short one. Nothing in the file is run: there is no scripting manager, and forms are shown as they are filled.
 */
import { danish } from './danish.ts';
import {
  AnnotationMode,
  EventBus,
  LinkTarget,
  type PDFDocumentProxy,
  PDFFindController,
  PDFLinkService,
  PDFViewer,
} from './pdfjs.ts';

export interface Pages {
  pdf: PDFDocumentProxy;
  viewer: PDFViewer;
  links: PDFLinkService;
  events: EventBus;
  /** Resolves when the first page has been drawn. */
  shown: Promise<unknown>;
}

/** A page is drawn in at most so many pixels (20 MB); what is in sight of a larger one is drawn again, sharp, on top. */
const MAX_PIXELS = 5 * 1024 * 1024;
/** Pages in sight have been still for this long when what was decoded for others is let go. */
const IDLE_MS = 10_000;

/** @param container scrolls, and holds one element, which the pages are put into */
export function createPages(container: HTMLDivElement, pdf: PDFDocumentProxy): Pages {
  const events = new EventBus();
  const links = new PDFLinkService({
    eventBus: events,
    externalLinkTarget: LinkTarget.BLANK,
    externalLinkRel: 'noopener noreferrer nofollow',
    // A link leads to a place; how large it is shown is the reader's own choice.
    ignoreDestinationZoom: true,
  });
  const viewer = new PDFViewer({
    container,
    eventBus: events,
    linkService: links,
    findController: new PDFFindController({ eventBus: events, linkService: links }),
    annotationMode: AnnotationMode.ENABLE,
    maxCanvasPixels: MAX_PIXELS,
    imageResourcesPath: '',
    l10n: danish,
    removePageBorders: true,
    // A text that looks like an address is no link until its author made it one.
    enableAutoLinking: false,
  });
  events.on('pagesinit', () => {
    // The width of the window, but no larger than people read from.
    viewer.currentScaleValue = 'auto';
    if (window.location.hash !== '') links.setHash(window.location.hash.slice(1));
  });
  letGoWhenIdle(events, viewer, pdf);
  links.setViewer(viewer);
  viewer.setDocument(pdf);
  links.setDocument(pdf, null);
  window.addEventListener('hashchange', () => links.setHash(window.location.hash.slice(1)));
  return { pdf, viewer, links, events, shown: viewer.onePageRendered };
}

function letGoWhenIdle(events: EventBus, viewer: PDFViewer, pdf: PDFDocumentProxy): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  events.on('updateviewarea', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      viewer.cleanup();
      // Refused while a page is being drawn; the next standstill comes.
      void pdf.cleanup(true).catch(() => {});
    }, IDLE_MS);
  });
}
