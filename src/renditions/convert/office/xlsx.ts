/** A spreadsheet of Excel without what does not show on paper. */
import { RenditionFailed } from '../../note.ts';
import { noteFont } from './fonts.ts';
import type { Tally } from './left-out.ts';
import { ooxmlChange } from './ooxml.ts';
import { targetOf } from './relationships.ts';
import { attribute, type Rules, rewriteXml } from './rewrite-xml.ts';
import type { Package } from './rewrite-zip.ts';
import { sheetRules } from './xlsx-sheet.ts';

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;
/** The first comments of a thread are in both lists. */
const COMMENTS = /^xl\/comments[^/]*\.xml$/;
const LEFT_OUT =
  /^xl\/(comments|threadedComments|persons|externalLinks|connections|queryTables|pivotTables|pivotCache|calcChain|metadata|revisions|drawings\/vmlDrawing|customData|timelines)/i;
/** Elements of the workbook that name parts which are left out, or other files. */
const WITHOUT = new Set(['externalReferences', 'pivotCaches', 'webPublishing', 'fileSharing', 'functionGroups']);

/** More pages than this are no bilag. */
export const MOST_SHEET_PAGES = 500;

/** @throws RenditionFailed `sheet-too-large` */
export async function flattenXlsx(parts: Package, to: string, tally: Tally): Promise<void> {
  const hidden = await hiddenSheets(parts, tally);
  await countComments(parts, tally);
  let pages = 0;
  const isLeftOut = (name: string) => LEFT_OUT.test(name);
  await parts.write(
    to,
    ooxmlChange(parts, isLeftOut, tally, async (name) => {
      if (name === WORKBOOK) {
        return rewriteXml(await parts.read(name), { open: ({ local }) => (WITHOUT.has(local) ? 'drop' : 'keep') });
      }
      if (name === 'xl/styles.xml') return rewriteXml(await parts.read(name), fontsOf(tally));
      if (!SHEET.test(name)) return undefined;
      const rules = sheetRules(!hidden.has(name), tally, (layout) => {
        pages += layout.pages;
        // An estimate: how many there are is counted at the end.
        if (pages > MOST_SHEET_PAGES * 1.5)
          throw new RenditionFailed('sheet-too-large', { pages, most: MOST_SHEET_PAGES });
      });
      return rewriteXml(await parts.read(name), rules);
    }),
  );
}

const fontsOf = (tally: Tally): Rules => ({
  open(element) {
    noteFont(element, tally);
    return 'keep';
  },
});

/** @returns the parts of the sheets that are hidden */
async function hiddenSheets(parts: Package, { leftOut }: Tally): Promise<Set<string>> {
  const relations = new Set<string>();
  let shown = 0;
  if (!parts.has(WORKBOOK) || !parts.has(RELATIONS)) throw new RenditionFailed('office-broken');
  rewriteXml(await parts.read(WORKBOOK), {
    open(element) {
      if (element.local !== 'sheet') return 'keep';
      const isHidden = ['hidden', 'veryHidden'].includes(attribute(element, 'state') ?? '');
      if (isHidden) relations.add(attribute(element, 'id') ?? '');
      else shown += 1;
      return 'keep';
    },
  });
  if (shown === 0) throw new RenditionFailed('nothing-shown');
  leftOut.sheets += relations.size;
  const names = new Set<string>();
  rewriteXml(await parts.read(RELATIONS), {
    open(element) {
      if (relations.has(attribute(element, 'Id') ?? ''))
        names.add(targetOf(RELATIONS, attribute(element, 'Target') ?? ''));
      return 'keep';
    },
  });
  return names;
}

async function countComments(parts: Package, { leftOut }: Tally): Promise<void> {
  for (const name of parts.names.filter((each) => COMMENTS.test(each))) {
    rewriteXml(await parts.read(name), {
      open(element) {
        if (element.local === 'comment') leftOut.comments += 1;
        return 'keep';
      },
    });
  }
}
