/**
 * How far each bilag has been made ready: asked for again and again until nothing more comes, and shown as the server says it. A change
 * is an event `rendition` of the box that shows it.
 */

/** Milliseconds between two questions: soon at first, seldom for what takes long. */
const FIRST_MS = 500;
const LONGEST_MS = 5_000;
const SLOWER = 1.3;

const boxIn = (row: Element) => row.querySelector<HTMLElement>('[data-file-rendition]');
const shownIn = (box: Element) => box.querySelector<HTMLElement>('[data-rendition]');

/**
 * Follows every bilag under `root` that is not settled yet.
 * @param at the address under which the renditions of files are found, by their hashes
 */
export function bilagRenditions(
  root: ParentNode,
  at: string,
): { follow(row: Element, file: { hash: string; name: string }): void } {
  /** The address that a box shows, so that an answer about a file that was exchanged meanwhile is left out. */
  const followed = new WeakMap<Element, string>();

  async function ask(box: HTMLElement, url: string, waitMs: number): Promise<void> {
    if (!box.isConnected || followed.get(box) !== url) return;
    const html = await fetch(url, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(20_000) }).then(
      (response) => (response.ok ? response.text() : null),
      () => null,
    );
    if (followed.get(box) !== url) return;
    // The same words again would be read aloud again.
    if (html !== null && html !== box.dataset.last) {
      box.innerHTML = html;
      box.dataset.last = html;
      box.dispatchEvent(new Event('rendition', { bubbles: true }));
    }
    if (shownIn(box)?.dataset.settled === 'yes') return;
    setTimeout(() => void ask(box, url, Math.min(waitMs * SLOWER, LONGEST_MS)), waitMs);
  }
  function begin(box: HTMLElement, url: string): void {
    followed.set(box, url);
    void ask(box, url, FIRST_MS);
  }

  for (const box of root.querySelectorAll<HTMLElement>('[data-file-rendition]')) {
    const shown = shownIn(box);
    if (shown?.dataset.settled === 'no' && shown.dataset.rendition) begin(box, shown.dataset.rendition);
  }
  return {
    follow(row, { hash, name }) {
      const box = boxIn(row);
      if (!box) return;
      box.replaceChildren();
      begin(box, `${at}/${hash}?name=${encodeURIComponent(name)}`);
    },
  };
}
