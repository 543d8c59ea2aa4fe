/** Signs that a word processor has set in Symbol or Wingdings: pasted, they become the characters that were seen. */
import { inSymbolFont, withoutSymbolPlaces } from '#src/pdf/symbol-fonts.ts';

/** The font of a sign that Word has inserted comes before the font of the text around it. */
const FONTS = [
  /mso-symbol-font-family:\s*([^;]+)/i,
  /(?:^|;)\s*font-family:\s*([^;]+)/i,
  /(?:^|;)\s*font:\s*[^;]*?(symbol|wingdings(?: 2)?)\b/i,
];

/** Of a list of families, the one that the sign was set in. */
function familyOf(element: Element): string | null {
  const style = element.getAttribute('data-style') ?? element.getAttribute('style') ?? '';
  for (const pattern of FONTS) {
    const [family] = pattern.exec(style)?.[1]?.split(',') ?? [];
    if (family !== undefined) return family.replaceAll('&quot;', '"');
  }
  return element.getAttribute('face')?.split(',')[0] ?? null;
}

/** The font of what stands in `node`: of the nearest element that names one. */
function fontOf(node: Node, root: Element): string | null {
  for (let element = node.parentElement; element !== null && element !== root; element = element.parentElement) {
    const family = familyOf(element);
    if (family !== null) return family;
  }
  return null;
}

/** Replaces the signs in place, by their font where it is named and by what they usually mean where it is not. */
export function realSymbols(root: HTMLElement): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const text = node.textContent ?? '';
    const family = fontOf(node, root);
    const read = (family === null ? null : inSymbolFont(family, text)) ?? withoutSymbolPlaces(text);
    if (read !== text) node.textContent = read;
  }
}
