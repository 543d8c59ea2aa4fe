/** OpenDocument files (OASIS, ODF 1.3) without what does not show on paper. */
import { RenditionFailed } from '../../note.ts';
import { noteFont } from './fonts.ts';
import type { LeftOut, Tally } from './left-out.ts';
import { attribute, type Element, type Fate, type Rules, rewriteXml } from './rewrite-xml.ts';
import type { Package } from './rewrite-zip.ts';
import { OUTSIDE } from './xlsx-sheet.ts';

/** Parts with text, those of charts and formulas within the file among them. */
const TEXTS = /(^|\/)(content|styles)\.xml$/;
const NEVER_SHOWN =
  /^(meta\.xml|Thumbnails\/|Configurations2\/|Basic\/|Scripts\/|Versions\/|layout-cache|.*\.rdf$|META-INF\/documentsignatures)/i;

/** Elements that show nothing, or something from outside: what each counts as, or null for what nobody misses. */
const DROPPED: Record<string, LeftOut | 'changes' | null> = {
  'tracked-changes': null,
  change: null,
  'change-start': null,
  'change-end': null,
  annotation: 'comments',
  'annotation-end': null,
  'hidden-text': 'texts',
  'hidden-paragraph': 'texts',
  'conditional-text': null,
  'section-source': 'links',
  'dde-source': 'links',
  'table-source': 'links',
  'cell-range-source': 'links',
  'dde-connection-decls': null,
  'dde-links': null,
  'database-ranges': null,
  'data-pilot-tables': null,
  scripts: null,
  'event-listeners': null,
  forms: null,
  'object-ole': 'files',
  plugin: 'media',
  applet: 'media',
  'floating-frame': 'links',
  'template-name': 'paths',
};
/** Fields whose value is not in the text: they keep what they showed last. */
const FROZEN =
  /^(date|time|author-name|author-initials|creator|initial-creator|title|subject|description|keywords|user-defined|print-date|print-time|printed-by|creation-date|creation-time|modification-date|modification-time|editing-cycles|editing-duration|sender-.*|database-.*|dde-connection|expression|execute-macro|script|file-name)$/;
/** What a page of notes says without anybody having written it. */
const NUMBERED = new Set(['page-number', 'header', 'footer', 'date-time']);
const PATH = new Set(['full', 'path']);
const TEXT_NAMESPACE = 'urn:oasis:names:tc:opendocument:xmlns:text:1.0';
const MAY_BE_FOLLOWED = /^(https?:\/\/|mailto:|#)/i;
/** Something in another place than the package. */
const isOutside = (href: string): boolean => /^([a-z][a-z0-9+.-]*:|\/|\.\.\/)/i.test(href);

/** Names of styles by which sheets and slides are hidden, and what styles say of their text. */
interface Hidden {
  styles: Set<string>;
  texts: Map<string, { parent: string | undefined; hides: boolean | undefined }>;
  shown: number;
}

export async function flattenOdf(parts: Package, to: string, tally: Tally): Promise<void> {
  const hidden: Hidden = { styles: new Set(), texts: new Map(), shown: 0 };
  if (!parts.has('content.xml')) throw new RenditionFailed('office-broken');
  for (const name of ['styles.xml', 'content.xml'].filter((each) => parts.has(each))) {
    rewriteXml(await parts.read(name), stylesIn(hidden));
  }
  await parts.write(to, async (name) => {
    if (NEVER_SHOWN.test(name)) return null;
    if (name === 'META-INF/manifest.xml') return rewriteXml(await parts.read(name), MANIFEST);
    if (TEXTS.test(name)) return rewriteXml(await parts.read(name), odfRules(hidden, tally, name === 'content.xml'));
    return name.endsWith('.xml') ? rewriteXml(await parts.read(name), {}) : undefined;
  });
  if (hidden.shown === 0) throw new RenditionFailed('nothing-shown');
}

const MANIFEST: Rules = {
  open: (element) => (NEVER_SHOWN.test(attribute(element, 'full-path') ?? '') ? 'drop' : 'keep'),
};

/**
 * ODF 1.3, part 3, 17.16 and 20.391: a style says of its sheets that they are not displayed, or of its slides that they are hidden;
 * 20.417: of its text that it is not displayed, which the styles that are based on it say as well.
 */
const stylesIn = ({ styles, texts }: Hidden): Rules => ({
  open(element) {
    if (element.local === 'style') {
      texts.set(attribute(element, 'name') ?? '', {
        parent: attribute(element, 'parent-style-name'),
        hides: undefined,
      });
    }
    const display = element.local === 'text-properties' ? attribute(element, 'display') : undefined;
    const ofText = texts.get((element.parent && attribute(element.parent, 'name')) ?? '');
    if (display !== undefined && ofText !== undefined) ofText.hides = display === 'none';

    const isHidden =
      (element.local === 'table-properties' && attribute(element, 'display') === 'false') ||
      (element.local === 'drawing-page-properties' && attribute(element, 'visibility') === 'hidden');
    const name = element.parent === null ? undefined : attribute(element.parent, 'name');
    if (isHidden && name !== undefined) styles.add(name);
    return 'keep';
  },
});

/** LibreOffice prints nothing of it; here it is counted. */
function hidesText({ texts }: Hidden, { local, attributes }: Element): boolean {
  if (!['span', 'p', 'h'].includes(local)) return false;
  const seen = new Set<string>();
  let name = attributes.find((each) => each.local === 'style-name')?.value;
  while (name !== undefined && !seen.has(name)) {
    seen.add(name);
    const style = texts.get(name);
    if (style?.hides !== undefined) return style.hides;
    name = style?.parent;
  }
  return false;
}

function odfRules(hidden: Hidden, tally: Tally, isMain: boolean): Rules {
  const { leftOut } = tally;
  const isStyledHidden = (element: Element) => hidden.styles.has(attribute(element, 'style-name') ?? '');
  /** Of a part of the document that may be hidden. */
  function partOf(element: Element): void {
    const { local, parent } = element;
    const isSheet = local === 'table' && parent?.local === 'spreadsheet';
    const isSlide = local === 'page' && parent?.local === 'presentation';
    if (isMain && ((isSheet && !isStyledHidden(element)) || isSlide || local === 'text')) hidden.shown += 1;
    if (isSheet && isStyledHidden(element)) leftOut.sheets += 1;
    const visibility = attribute(element, 'visibility');
    if (visibility === undefined || visibility === 'visible') return;
    if (local === 'table-row') leftOut.rows += repeated(element, 'number-rows-repeated');
    if (local === 'table-column') leftOut.columns += repeated(element, 'number-columns-repeated');
  }

  return {
    open(element) {
      partOf(element);
      noteFont(element, tally);
      if (hidesText(hidden, element)) element.flags.hides = true;
      if (element.local === 'page' && element.parent?.local === 'presentation' && isStyledHidden(element)) {
        leftOut.slides += 1;
        hidden.shown -= 1;
        return 'drop';
      }
      return fateOf(element, tally);
    },
    text(text, parent) {
      if (parent !== null && NUMBERED.has(parent.local)) return text;
      if (parent?.flags.hides === true && text.trim() !== '') {
        parent.flags.hides = false;
        leftOut.texts += 1;
      }
      for (let each = parent; each !== null; each = each.parent) {
        if (each.local === 'notes' && text.trim() !== '') each.flags.says = true;
      }
      return text;
    },
    closed({ local, flags, start }, written) {
      if (local !== 'notes') return;
      written.cut(start);
      if (flags.says === true) leftOut.speakerNotes += 1;
    },
  };
}

/** To the end of a sheet nobody has hidden anything. */
const repeated = (element: Element, name: string): number => {
  const number = Number(attribute(element, name) ?? 1);
  return number > 10_000 ? 0 : number;
};

function fateOf(element: Element, tally: Tally): Fate {
  const { local, uri } = element;
  const { leftOut } = tally;
  const href = attribute(element, 'href') ?? '';
  if (local === 'tracked-changes') tally.changes += Number(attribute(element, 'count') ?? 0);
  if (local === 'change' || local === 'change-start') tally.changes += 1;
  if (Object.hasOwn(DROPPED, local)) {
    const what = DROPPED[local];
    if (what !== null && what !== undefined && what !== 'changes') leftOut[what] += 1;
    return 'drop';
  }
  if (local === 'section' && attribute(element, 'display') === 'none') {
    leftOut.texts += 1;
    return 'drop';
  }
  if (local === 'file-name' && PATH.has(attribute(element, 'display') ?? 'full')) {
    leftOut.paths += 1;
    return 'drop';
  }
  if (uri === TEXT_NAMESPACE && FROZEN.test(local)) return 'unwrap';
  if (local === 'a') return MAY_BE_FOLLOWED.test(href) ? 'keep' : 'unwrap';
  if ((local === 'image' || local === 'object' || local === 'fill-image') && isOutside(href)) {
    leftOut[local === 'object' ? 'links' : 'pictures'] += 1;
    return 'drop';
  }
  // What a formula gave when the file was saved is what its author saw.
  const isComputed =
    attribute(element, 'value-type') !== undefined || OUTSIDE.test(attribute(element, 'formula') ?? '');
  if (local === 'table-cell' && isComputed) {
    element.attributes = element.attributes.filter((each) => each.local !== 'formula');
  }
  return 'keep';
}
