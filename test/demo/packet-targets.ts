/** Where the outline and the links of a PDF lead, and what in it can act or is attached, read with another library's eyes than the readers of a packet have. */
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';

export interface Targets {
  /** Lines of the outline, and links to a page. */
  outline: number;
  links: number;
  /** What leads nowhere, or does something else than lead somewhere. */
  faults: string[];
}

/** Kinds of action that a reader may come upon in a packet. */
const LEADS_OUT = /^(https?:|mailto:)/;

export async function targetsOf(bytes: Uint8Array): Promise<Targets> {
  const doc = await PDFDocument.load(bytes, { updateMetadata: false });
  const pages = new Set(doc.getPages().map(({ ref }) => ref.toString()));
  const found: Targets = { outline: 0, links: 0, faults: [] };
  const names = namedDestinations(doc);
  const isPage = (destination: PDFObject | undefined): boolean => {
    const named = destination instanceof PDFString || destination instanceof PDFHexString;
    const array = named ? names.get(destination.decodeText()) : destination;
    const [first] = array instanceof PDFArray ? array.asArray() : [];
    return first instanceof PDFRef && pages.has(first.toString());
  };
  /** @returns what is wrong, or null */
  const problemOf = (dict: PDFDict): string | null => {
    const action = dict.lookup(PDFName.of('A'));
    if (!(action instanceof PDFDict)) return isPage(dict.lookup(PDFName.of('Dest'))) ? null : 'leads to no page';
    const kind = action.lookup(PDFName.of('S'), PDFName).decodeText();
    if (kind === 'GoTo') return isPage(action.lookup(PDFName.of('D'))) ? null : 'goes to no page';
    if (kind !== 'URI') return `does ${kind}`;
    const uri = action.lookup(PDFName.of('URI'));
    return uri instanceof PDFString && LEADS_OUT.test(uri.decodeText()) ? null : `leads to ${uri}`;
  };
  const note = (what: string, dict: PDFDict) => {
    const problem = problemOf(dict);
    if (problem !== null) found.faults.push(`${what} ${problem}`);
  };
  const walk = (parent: PDFDict): void => {
    for (let node = below(parent, 'First'); node !== null; node = below(node, 'Next')) {
      found.outline += 1;
      note(`outline ${node.lookup(PDFName.of('Title'))}`, node);
      walk(node);
    }
  };
  const outline = below(doc.catalog, 'Outlines');
  if (outline !== null) walk(outline);
  for (const [index, page] of doc.getPages().entries()) {
    for (const each of page.node.Annots()?.asArray() ?? []) {
      const annotation = doc.context.lookup(each, PDFDict);
      const kind = annotation.lookup(PDFName.of('Subtype'), PDFName).decodeText();
      if (kind !== 'Link') {
        if (annotation.has(PDFName.of('A')) || annotation.has(PDFName.of('AA'))) found.faults.push(`${kind} acts`);
        continue;
      }
      found.links += 1;
      note(`a link on page ${index + 1}`, annotation);
    }
  }
  return found;
}

/** Keys and kinds of action that make a file do something, or carry another. */
const ACTIVE = ['AA', 'EmbeddedFile', 'EmbeddedFiles', 'JS', 'JavaScript', 'Launch', 'OpenAction', 'RichMedia', 'XFA'];

/** Those of them that are anywhere in the file. */
export async function activeIn(bytes: Uint8Array): Promise<string[]> {
  const doc = await PDFDocument.load(bytes, { updateMetadata: false });
  const found = new Set<string>();
  const visit = (object: PDFObject): void => {
    if (object instanceof PDFName) found.add(object.decodeText());
    if (object instanceof PDFArray) object.asArray().forEach(visit);
    if (object instanceof PDFStream) visit(object.dict);
    if (!(object instanceof PDFDict)) return;
    for (const [key, value] of object.entries()) {
      found.add(key.decodeText());
      visit(value);
    }
  };
  for (const [, object] of doc.context.enumerateIndirectObjects()) visit(object);
  return ACTIVE.filter((name) => found.has(name));
}

function below(dict: PDFDict, key: string): PDFDict | null {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFDict ? value : null;
}

/** Every name that a destination may be called by. */
function namedDestinations(doc: PDFDocument): Map<string, PDFObject> {
  const found = new Map<string, PDFObject>();
  const names = below(doc.catalog, 'Names');
  const visit = (node: PDFDict | null): void => {
    const pairs = node?.lookup(PDFName.of('Names'));
    const entries = pairs instanceof PDFArray ? pairs.asArray() : [];
    for (let i = 0; i + 1 < entries.length; i += 2) {
      const name = doc.context.lookup(entries[i]);
      const value = doc.context.lookup(entries[i + 1]);
      const target = value instanceof PDFDict ? value.lookup(PDFName.of('D')) : value;
      if (target && (name instanceof PDFString || name instanceof PDFHexString)) found.set(name.decodeText(), target);
    }
    const kids = node?.lookup(PDFName.of('Kids'));
    for (const kid of kids instanceof PDFArray ? kids.asArray() : []) visit(doc.context.lookup(kid, PDFDict));
  };
  visit(names && below(names, 'Dests'));
  return found;
}
