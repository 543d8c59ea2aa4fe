/** How large the pages are shown: by buttons, two fingers, the wheel with Ctrl, and keys while the pages have the focus. */

import type { Pages } from './pages.ts';
import { TouchManager } from './pdfjs.ts';

/** While fingers move, pages are stretched; they are drawn anew when they have been still for so long. */
const DRAWING_DELAY_MS = 400;

type Zoom = Parameters<Pages['viewer']['updateScale']>[0];

export function zoomControls(root: HTMLElement, { viewer, events }: Pages): void {
  const pages = root.querySelector<HTMLElement>('[data-viewer-pages]');
  const said = root.querySelector('[data-viewer-zoom]');
  if (!pages) return;
  const zoom = (how: Zoom) => viewer.updateScale({ drawingDelay: DRAWING_DELAY_MS, ...how });
  const fit = () => {
    viewer.currentScaleValue = 'page-width';
  };
  const acts: Record<string, () => void> = {
    in: () => zoom({ steps: 1 }),
    out: () => zoom({ steps: -1 }),
    fit,
  };
  for (const [name, act] of Object.entries(acts))
    root.querySelector(`[data-viewer-zoom-${name}]`)?.addEventListener('click', act);
  events.on('scalechanging', ({ scale }: { scale: number }) => {
    if (said) said.textContent = `${Math.round(scale * 100)} %`;
  });
  pages.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const act = { '+': acts.in, '-': acts.out, '0': acts.fit }[event.key];
    if (!act) return;
    act();
    event.preventDefault();
  });
  pages.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom({ steps: event.deltaY < 0 ? 1 : -1, origin: [event.clientX, event.clientY] });
    },
    { passive: false },
  );
  pinch(pages, viewer, zoom);
  keepFitting(pages, viewer);
}

/** Zoom goes in hundredths; what a finger moves beyond them counts with its next move. */
function pinch(pages: HTMLElement, viewer: Pages['viewer'], zoom: (how: Zoom) => void): void {
  let left = 1;
  new TouchManager({
    container: pages as HTMLDivElement,
    onPinching: (origin: number[], before: number, now: number) => {
      const scale = viewer.currentScale;
      const wanted = (now / before) * left;
      const factor = Math.floor(scale * wanted * 100) / (100 * scale);
      left = wanted / factor;
      if (factor !== 1) zoom({ scaleFactor: factor, origin });
    },
    onPinchEnd: () => {
      left = 1;
    },
    signal: new AbortController().signal,
  } as unknown as ConstructorParameters<typeof TouchManager>[0]);
}

/** A phone that is turned shows the pages at its new width, unless somebody has chosen another size. */
function keepFitting(pages: HTMLElement, viewer: Pages['viewer']): void {
  new ResizeObserver(() => {
    const { currentScaleValue } = viewer;
    if (['auto', 'page-width'].includes(currentScaleValue)) viewer.currentScaleValue = currentScaleValue;
    else viewer.update();
  }).observe(pages);
}
