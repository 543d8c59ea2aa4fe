/** The types of structure elements: every one is written as a type of ISO 32000-1, so that no packet needs a role map. */
import { PDFDict, type PDFDocument } from '@cantoo/pdf-lib';
import { dictIn, nameOf } from './objects.ts';

/** Types of PDF 2.0 that ISO 32000-1 has not, with the nearest that it has (ISO/TS 32005). */
const FROM_PDF_2: Record<string, string> = {
  DocumentFragment: 'Part',
  Aside: 'Div',
  Title: 'P',
  FENote: 'Note',
  Sub: 'Span',
  Em: 'Span',
  Strong: 'Span',
  Artifact: 'NonStruct',
};
/** A role map may name roles that are mapped again; more steps than this go round in circles. */
const MOST_STEPS = 20;

/**
 * The standard type that a type of this document stands for, by its role map (ISO 32000-1, 14.7.3). Two documents may map one
 * name to two types: what is resolved here cannot collide later.
 */
export function typesOf(doc: PDFDocument): (type: string) => string {
  const root = dictIn(doc.catalog, 'StructTreeRoot');
  const map = root && dictIn(root, 'RoleMap');
  const roles = new Map<string, string>();
  if (map instanceof PDFDict) {
    for (const [key, value] of map.entries()) {
      const role = nameOf(doc.context.lookup(value));
      if (role !== undefined) roles.set(key.decodeText(), role);
    }
  }
  return (type) => {
    let found = type;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const next = roles.get(found);
      if (next === undefined || next === found) break;
      found = next;
    }
    return FROM_PDF_2[found] ?? found;
  };
}
