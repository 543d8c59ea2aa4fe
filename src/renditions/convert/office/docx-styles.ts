/** Which styles of a text hide what they are given to (ECMA-376, part 1, 17.3.2.41 and 17.7). */
import { attribute, type Element, rewriteXml } from './rewrite-xml.ts';

export interface HidingStyles {
  /** @param style its id; undefined where a paragraph has none, and is in the style of all */
  paragraph(style: string | undefined): boolean;
  run(style: string | undefined): boolean;
}

interface Style {
  basedOn: string | undefined;
  /** Undefined where it says nothing of it. */
  hides: boolean | undefined;
}

export const isOff = (value: string | undefined): boolean =>
  value !== undefined && ['0', 'false', 'off'].includes(value);

/** @param bytes `word/styles.xml`; null where the text has none */
export function hidingStyles(bytes: Buffer | null): HidingStyles {
  const styles = new Map<string, Style>();
  let usual: string | undefined;
  let all = false;
  let style: Style | null = null;
  const rules = {
    open(element: Element) {
      const { local, parent } = element;
      if (local === 'style') {
        const id = attribute(element, 'styleId') ?? '';
        style = { basedOn: undefined, hides: undefined };
        styles.set(id, style);
        if (attribute(element, 'type') === 'paragraph' && !isOff(attribute(element, 'default') ?? '0')) usual = id;
      }
      if (local === 'basedOn' && style !== null) style.basedOn = attribute(element, 'val');
      if (local === 'vanish' && parent?.local === 'rPr') {
        const hides = !isOff(attribute(element, 'val'));
        if (parent.parent?.local === 'style' && style !== null) style.hides = hides;
        if (parent.parent?.local === 'rPrDefault') all = hides;
      }
      return 'keep' as const;
    },
  };
  if (bytes !== null) rewriteXml(bytes, rules);

  function hides(id: string | undefined): boolean | undefined {
    const seen = new Set<string>();
    for (let each = id; each !== undefined && !seen.has(each); each = styles.get(each)?.basedOn) {
      seen.add(each);
      const said = styles.get(each)?.hides;
      if (said !== undefined) return said;
    }
    return undefined;
  }
  return {
    paragraph: (id) => hides(id ?? usual) ?? all,
    run: (id) => hides(id) ?? false,
  };
}
