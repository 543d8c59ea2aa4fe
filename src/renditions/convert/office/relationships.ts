/** The list of what a part of an OOXML file refers to (ECMA-376, part 2): without other computers, and without parts that are left out. */
import { posix } from 'node:path';
import type { Tally } from './left-out.ts';
import { attribute, type Element, type Rules } from './rewrite-xml.ts';

/** The part that a list belongs to: "word/_rels/document.xml.rels" to "word/document.xml". */
const folderOf = (rels: string): string => posix.join(posix.dirname(rels), '..');

/** The part that an entry of a list names. */
export const targetOf = (rels: string, target: string): string =>
  target.startsWith('/') ? target.slice(1) : posix.join(folderOf(rels), target);

/** A link that a reader may follow; everything else may lead into the municipality's own network. */
const MAY_BE_FOLLOWED = /^(https?:\/\/|mailto:)/i;

/** @param isLeftOut of a part's name */
export function relationshipRules(rels: string, isLeftOut: (name: string) => boolean, { leftOut }: Tally): Rules {
  const isKept = (relationship: Element): boolean => {
    const target = attribute(relationship, 'Target') ?? '';
    if (attribute(relationship, 'TargetMode') !== 'External') return !isLeftOut(targetOf(rels, target));
    const type = attribute(relationship, 'Type') ?? '';
    if (type.endsWith('/hyperlink')) return MAY_BE_FOLLOWED.test(target);
    // Whatever else is outside would be fetched when the file is opened.
    leftOut[type.endsWith('/image') ? 'pictures' : 'links'] += 1;
    return false;
  };
  return { open: (element) => (element.local !== 'Relationship' || isKept(element) ? 'keep' : 'drop') };
}

/** The list of the parts' types, without those that are left out. */
export const contentTypeRules = (isLeftOut: (name: string) => boolean): Rules => ({
  open: (element) => {
    const part = element.local === 'Override' ? attribute(element, 'PartName') : undefined;
    return part !== undefined && isLeftOut(part.replace(/^\//, '')) ? 'drop' : 'keep';
  },
});
