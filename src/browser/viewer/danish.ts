/** What pdf.js says by itself, in Danish: names of pages and of notes. It asks for them by the ids of its own texts. */
import type { PDFViewer } from './pdfjs.ts';

type L10n = NonNullable<ConstructorParameters<typeof PDFViewer>[0]['l10n']>;
type Arguments = Record<string, string | number>;

const SENTENCES: Record<string, (given: Arguments) => string> = {
  'pdfjs-page-landmark': ({ page }) => `Side ${page}`,
  'pdfjs-text-annotation-type': () => 'Note',
};

function name(element: Element): void {
  const sentence = SENTENCES[element.getAttribute('data-l10n-id') ?? ''];
  if (!sentence) return;
  const text = sentence(JSON.parse(element.getAttribute('data-l10n-args') ?? '{}') as Arguments);
  element.setAttribute(element instanceof HTMLImageElement ? 'alt' : 'aria-label', text);
}

/** @param root names itself and everything below it */
export function nameInDanish(root: Element): void {
  for (const element of [root, ...root.querySelectorAll('[data-l10n-id]')]) name(element);
}

const nothing = () => {};
export const danish = {
  getLanguage: () => 'da',
  getDirection: () => 'ltr',
  get: async (id: string, given: Arguments | null = null) => SENTENCES[id]?.(given ?? {}),
  translate: async (element: Element) => nameInDanish(element),
  translateOnce: async (element: Element) => nameInDanish(element),
  destroy: async () => {},
  pause: nothing,
  resume: nothing,
} as unknown as L10n;
