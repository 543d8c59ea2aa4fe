/** Where somebody works on the meeting's page: which element has the focus, and where on the screen it stands. */
import { openFolds } from '../open-folds.ts';

export interface Place {
  /** The ids of the element and of what it stands in, the innermost first: it may be gone when one comes back. */
  around: string[];
  /** In pixels from the window's upper edge. */
  top: number;
}

const FOCUSABLE = 'a[href], button:not([disabled]), summary, select, textarea, input:not([type="hidden"])';

/** @returns null where nothing has the focus */
export function placeNow(): Place | null {
  const active = document.activeElement;
  if (!active || active === document.body) return null;
  const around = [active, ...ancestorsOf(active)].map(({ id }) => id).filter((id) => id !== '');
  return { around, top: active.getBoundingClientRect().top };
}

/** @param active what had the focus; where it is on the page no more, or unknown, what is nearest has it */
export function returnTo({ around, top }: Place, active: Element | null = null): void {
  const home = around.map((id) => document.getElementById(id)).find((element) => element !== null);
  const there = active?.isConnected ? active : nearest(home ?? null);
  if (!(there instanceof HTMLElement)) return;
  if (document.activeElement !== there) there.focus({ preventScroll: true });
  window.scrollBy(0, there.getBoundingClientRect().top - top);
}

export const ancestorsOf = (element: Element): Element[] => {
  const found: Element[] = [];
  for (let each = element.parentElement; each; each = each.parentElement) found.push(each);
  return found;
};

/**
 * What can have the focus in the part of the page where it was: the button that saves a form, else the first in sight, else that part
 * itself, so that whoever has no mouse goes on from there.
 */
function nearest(home: Element | null): Element | null {
  if (home === null || home.matches(FOCUSABLE)) return home;
  const save = home instanceof HTMLFormElement ? home.querySelector('.save-row button') : null;
  const inSight = save ?? [...home.querySelectorAll(FOCUSABLE)].find((element) => element.checkVisibility());
  if (inSight === undefined) home.setAttribute('tabindex', '-1');
  return inSight ?? home;
}

/** Whoever reads the page again goes on in the field in which they were: the browser would forget it, and fold it away. */
export function keepPlaceOnReload(): void {
  const key = `place:${window.location.pathname}`;
  window.addEventListener('pagehide', () => {
    const place = placeNow();
    if (place) sessionStorage.setItem(key, JSON.stringify(place));
    else sessionStorage.removeItem(key);
  });
  const place = placeBefore(key);
  // The browser would scroll to where the page was, which is higher or lower now.
  window.history.scrollRestoration = place ? 'manual' : 'auto';
  if (place === null) return;
  const field = document.getElementById(place.around[0] ?? '');
  if (field?.matches('select, textarea, input')) openFolds(field);
  window.addEventListener('load', () => returnTo(place));
}

function placeBefore(key: string): Place | null {
  const kept = sessionStorage.getItem(key);
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return kept === null || navigation?.type !== 'reload' ? null : (JSON.parse(kept) as Place);
}
