/** A presentation of PowerPoint without what does not show on paper. */
import { RenditionFailed } from '../../note.ts';
import { noteFont } from './fonts.ts';
import type { Tally } from './left-out.ts';
import { ooxmlChange } from './ooxml.ts';
import { targetOf } from './relationships.ts';
import { ancestor, attribute, isTrue, type Rules, rewriteXml } from './rewrite-xml.ts';
import type { Package } from './rewrite-zip.ts';

const PRESENTATION = 'ppt/presentation.xml';
const RELATIONS = 'ppt/_rels/presentation.xml.rels';
const SLIDE = /^ppt\/slides\/[^/]+\.xml$/;
const DRAWN = /^ppt\/(slides|slideLayouts|slideMasters|theme)\/[^/]+\.xml$/;
const NOTES = /^ppt\/notesSlides\/[^/]+\.xml$/;
const COMMENTS = /^ppt\/comments\/[^/]+\.xml$/;
const LEFT_OUT = /^ppt\/(notesSlides|comments|commentAuthors|authors|tags|persons)/;
const SHAPES = ['sp', 'pic', 'grpSp', 'graphicFrame', 'cxnSp'];

/** Shapes that are switched off are left out, and dates stay as they were when the file was saved. */
const drawnRules = (tally: Tally): Rules => ({
  open(element) {
    noteFont(element, tally);
    if (element.local === 'cNvPr' && isTrue(attribute(element, 'hidden'))) {
      const shape = ancestor(element, ...SHAPES);
      if (shape !== null) shape.flags.hidden = true;
    }
    if (element.local === 'externalData') return 'drop';
    if (element.local === 'fld' && (attribute(element, 'type') ?? '').startsWith('datetime')) {
      // ECMA-376, part 1, 21.1.2.2.4: a field is a run with an id, a type and properties of its paragraph.
      element.name = element.name.replace(/fld$/, 'r');
      element.attributes = [];
      element.flags.frozen = true;
    }
    return element.local === 'pPr' && element.parent?.flags.frozen === true ? 'drop' : 'keep';
  },
  closed({ local, flags, start }, written) {
    if (!SHAPES.includes(local) || flags.hidden !== true) return;
    written.cut(start);
    tally.leftOut.shapes += 1;
  },
});

/** @throws RenditionFailed `nothing-shown` */
export async function flattenPptx(parts: Package, to: string, tally: Tally): Promise<void> {
  const hidden = await hiddenSlides(parts);
  if (hidden.size === parts.names.filter((name) => SLIDE.test(name)).length) throw new RenditionFailed('nothing-shown');
  tally.leftOut.slides += hidden.size;
  await countNotesAndComments(parts, tally);
  const ids = await relationsTo(parts, hidden);
  const isLeftOut = (name: string) => LEFT_OUT.test(name) || hidden.has(name);
  await parts.write(
    to,
    ooxmlChange(parts, isLeftOut, tally, async (name) => {
      if (name === PRESENTATION) return rewriteXml(await parts.read(name), withoutSlides(ids));
      return DRAWN.test(name) ? rewriteXml(await parts.read(name), drawnRules(tally)) : undefined;
    }),
  );
}

async function hiddenSlides(parts: Package): Promise<Set<string>> {
  const hidden = new Set<string>();
  for (const name of parts.names.filter((each) => SLIDE.test(each))) {
    rewriteXml(await parts.read(name), {
      open(element) {
        const show = element.parent === null ? attribute(element, 'show') : undefined;
        if (show !== undefined && !isTrue(show)) hidden.add(name);
        return 'drop';
      },
    });
  }
  return hidden;
}

/** The ids by which the presentation knows these parts. */
async function relationsTo(parts: Package, names: ReadonlySet<string>): Promise<Set<string>> {
  const ids = new Set<string>();
  if (!parts.has(RELATIONS)) return ids;
  rewriteXml(await parts.read(RELATIONS), {
    open(element) {
      if (names.has(targetOf(RELATIONS, attribute(element, 'Target') ?? ''))) ids.add(attribute(element, 'Id') ?? '');
      return 'keep';
    },
  });
  return ids;
}

/** A slide has two ids: its own, and that of the relation. */
const withoutSlides = (relations: ReadonlySet<string>): Rules => ({
  open: (element) =>
    element.local === 'sldId' && element.attributes.some((each) => each.name !== 'id' && relations.has(each.value))
      ? 'drop'
      : 'keep',
});

async function countNotesAndComments(parts: Package, { leftOut }: Tally): Promise<void> {
  for (const name of parts.names.filter((each) => NOTES.test(each))) {
    let text = '';
    rewriteXml(await parts.read(name), {
      open: (element) => (element.local === 'fld' ? 'drop' : 'keep'),
      text(each, parent) {
        if (parent?.local === 't') text += each;
        return each;
      },
    });
    if (text.trim() !== '') leftOut.speakerNotes += 1;
  }
  for (const name of parts.names.filter((each) => COMMENTS.test(each))) {
    rewriteXml(await parts.read(name), {
      open(element) {
        if (element.local === 'cm') leftOut.comments += 1;
        return 'keep';
      },
    });
  }
}
