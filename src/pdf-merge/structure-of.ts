/** Writes a document's structure tree into a fragment, with a parent tree made anew from the tree itself. */
import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject } from '@cantoo/pdf-lib';
import type { Structure } from './fragment.ts';
import { hexDigits, type ObjectTable, stringEntry } from './object-table.ts';
import { dictIn, isString, nameIn, valueIn } from './objects.ts';
import { attributesText, classesText, classKey } from './structure-attributes.ts';
import { type Element, type Kid, readStructure } from './structure-tree.ts';
import { typesOf } from './structure-types.ts';

/** What the parent tree holds for marked content ids of one page or form; ids beyond this are no real ones. */
const MOST_MARKED = 100_000;

export interface TaggedPages {
  structure: Structure | null;
  /** For each page its key in the parent tree, or null. */
  keys: (number | null)[];
}

/**
 * Keys of pages, forms and annotations are given anew from the tree: a file's own parent tree may be stale or collide, and is
 * not read. Must be called when all that the pages reach has its number.
 */
export function structureOf(doc: PDFDocument, pages: PDFDict[], table: ObjectTable): TaggedPages {
  const read = readStructure(doc, pages, (object) => table.has(object));
  const typeOf = typesOf(doc);
  const top = withoutDocument(read, typeOf);
  if (top.length === 0) return { structure: null, keys: pages.map(() => null) };
  const parents: Structure['parents'] = [];
  const keyOfPage = new Map<number, number>();
  const keyOfObject = new Map<PDFObject, number>();
  const ids = new Map<string, number>();

  function key<K>(keys: Map<K, number>, owner: K, make: () => Structure['parents'][number]): number {
    const known = keys.get(owner);
    if (known !== undefined) return known;
    parents.push(make());
    keys.set(owner, parents.length - 1);
    return parents.length - 1;
  }

  /** Whether the kid is this element's: what two elements claim belongs to the first. */
  function claim(kid: Kid, element: number): boolean {
    if (kid.kind === 'element') return true;
    if (kid.kind === 'object') {
      const known = keyOfObject.has(kid.object);
      if (!known) table.addEntry(kid.object, `/StructParent {s${key(keyOfObject, kid.object, () => element)}}`);
      return !known;
    }
    if (kid.mcid > MOST_MARKED) return false;
    const fresh = kid.stream !== null && !keyOfObject.has(kid.stream);
    const at = kid.stream === null ? key(keyOfPage, kid.page, () => []) : key(keyOfObject, kid.stream, () => []);
    if (kid.stream !== null && fresh) table.addEntry(kid.stream, `/StructParents {s${at}}`);
    const marked = parents[at];
    if (!Array.isArray(marked) || typeof marked[kid.mcid] === 'number') return false;
    while (marked.length < kid.mcid) marked.push(null);
    marked[kid.mcid] = element;
    return true;
  }

  function write(element: Element, parent: number): number {
    const number = table.reserve(element.dict);
    const kids = element.kids.filter((kid) => claim(kid, number));
    const pageOfElement = kids.find((kid) => kid.kind === 'content')?.page ?? null;
    const kidTexts = kids.map((kid) => kidText(kid, number, pageOfElement));
    const type = PDFName.of(typeOf(nameIn(element.dict, 'S') ?? 'Span'));
    table.put(
      number,
      `<</Type/StructElem/S${type.toString()}/P {${parent}}${pageOfElement === null ? '' : `/Pg {${pageOfElement + 1}}`}` +
        `${kidTexts.length === 0 ? '' : `/K[${kidTexts.join(' ')}]`}${idText(element.dict, number)}` +
        `${['T', 'Lang', 'Alt', 'ActualText', 'E'].map((each) => stringEntry(element.dict, each)).join('')}` +
        `${entry('A', attributesText(valueIn(element.dict, 'A'), table))}${classesText(valueIn(element.dict, 'C'))}>>`,
    );
    return number;
  }

  function kidText(kid: Kid, element: number, pageOfElement: number | null): string {
    if (kid.kind === 'element') return `{${write(kid.element, element)}}`;
    const page = kid.page === null ? '' : `/Pg {${kid.page + 1}}`;
    if (kid.kind === 'object') return `<</Type/OBJR${page}/Obj {${table.numberOf(kid.object as PDFDict)}}>>`;
    if (kid.stream === null && kid.page === pageOfElement) return String(kid.mcid);
    const stream = kid.stream === null ? '' : `/Stm {${table.numberOf(kid.stream)}}`;
    return `<</Type/MCR${page}${stream}/MCID ${kid.mcid}>>`;
  }

  function idText(dict: PDFDict, number: number): string {
    const id = valueIn(dict, 'ID');
    if (!isString(id)) return '';
    const digits = hexDigits(id);
    if (ids.has(digits)) return '';
    ids.set(digits, number);
    return `/ID<{i}${digits}>`;
  }

  const kids: Structure['kids'] = [];
  let page = 0;
  for (const element of top) {
    page = element.page ?? page;
    kids.push({ object: write(element, 0), page });
  }
  const keys = pages.map((_, i) => keyOfPage.get(i) ?? null);
  return { structure: { kids, parents, ids: [...ids], classes: classesOf(doc, table) }, keys };
}

const entry = (key: string, text: string) => (text === '' ? '' : `/${key} ${text}`);

/** A single document element holds no more than the root does: a packet has its own, or a part, in its place. */
function withoutDocument(elements: Element[], typeOf: (type: string) => string): Element[] {
  const [only] = elements;
  if (only === undefined || elements.length > 1 || typeOf(nameIn(only.dict, 'S') ?? '') !== 'Document') return elements;
  const kids = only.kids.flatMap((kid) => (kid.kind === 'element' ? [kid.element] : []));
  return kids.length === only.kids.length ? withoutDocument(kids, typeOf) : elements;
}

function classesOf(doc: PDFDocument, table: ObjectTable): Structure['classes'] {
  const root = dictIn(doc.catalog, 'StructTreeRoot');
  const map = root && dictIn(root, 'ClassMap');
  return (map?.entries() ?? []).flatMap(([called, value]): [string, string][] => {
    const found = doc.context.lookup(value);
    if (!(found instanceof PDFDict || found instanceof PDFArray)) return [];
    const text = attributesText(found, table);
    return text === '' ? [] : [[classKey(called), text]];
  });
}
