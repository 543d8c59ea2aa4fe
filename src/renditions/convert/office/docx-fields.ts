/** Fields of a text (ECMA-376, part 1, 17.16): those whose value is not in the document keep what they showed last, as plain text. */
import type { Tally } from './left-out.ts';
import { ancestor, attribute, type Element, type Fate, type Rules, rewriteXml } from './rewrite-xml.ts';

/** What counts within the document, and is right on the page that is printed. Every other field is plain text from here on. */
const COUNTED_ON_THE_PAGE = new Set([
  ...[
    'PAGE',
    'NUMPAGES',
    'SECTION',
    'SECTIONPAGES',
    'PAGEREF',
    'REF',
    'NOTEREF',
    'STYLEREF',
    'SEQ',
    'TOC',
    'TC',
    'INDEX',
  ],
  ...[
    'XE',
    'HYPERLINK',
    'LISTNUM',
    'SYMBOL',
    'EQ',
    'QUOTE',
    'FORMTEXT',
    'FORMCHECKBOX',
    'FORMDROPDOWN',
    'TA',
    'TOA',
    'RD',
  ],
]);

export interface Field {
  /** Its begin and end and what it asks for are left out; what it showed last stays. */
  isFrozen: boolean;
  /** What it showed last is left out as well: where the file lay on its author's drive. */
  isPath: boolean;
}

/** @param instruction as it stands in the field, with its switches */
export function fieldOf(instruction: string): Field {
  const [name = '', ...switches] = instruction.trim().split(/\s+/);
  const what = name.toUpperCase();
  const isPath = what === 'TEMPLATE' || (what === 'FILENAME' && switches.some((each) => each.toLowerCase() === '\\p'));
  return { isFrozen: !COUNTED_ON_THE_PAGE.has(what), isPath };
}

/** Every field of a part that begins with a mark, in the order of these marks: what it asks for stands behind it. */
export function fieldsIn(bytes: Buffer): Field[] {
  const instructions: string[] = [];
  const within: number[] = [];
  const rules: Rules = {
    open(element: Element) {
      if (element.local !== 'fldChar') return 'keep';
      const type = attribute(element, 'fldCharType');
      if (type === 'begin') within.push(instructions.push('') - 1);
      if (type === 'end') within.pop();
      return 'keep';
    },
    text(text, parent) {
      const field = within.at(-1);
      if (parent?.local === 'instrText' && field !== undefined) instructions[field] += text;
      return text;
    },
  };
  rewriteXml(bytes, rules);
  return instructions.map(fieldOf);
}

/** Follows the fields of a part while it is written. @param fields by `fieldsIn` */
export function createFields(fields: readonly Field[], { leftOut }: Tally) {
  const within: (Field & { showsResult: boolean })[] = [];
  let next = 0;
  return {
    /** Begin, separation and end of a field: a run has at most one. */
    mark(element: Element): Fate {
      const run = ancestor(element, 'r');
      if (run !== null) run.flags.field = true;
      const type = attribute(element, 'fldCharType');
      if (type === 'begin') within.push({ ...(fields[next++] ?? fieldOf('')), showsResult: false });
      const field = within.at(-1);
      if (type === 'separate' && field !== undefined) field.showsResult = true;
      if (type === 'end') within.pop();
      if (type === 'end' && field?.isPath) leftOut.paths += 1;
      return field?.isFrozen ? 'drop' : 'keep';
    },
    /** What the field asks for. */
    instruction: (): Fate => (within.at(-1)?.isFrozen ? 'drop' : 'keep'),
    /** A piece of text, which may be what a field shows. */
    text: (): Fate => (within.some((field) => field.isPath && field.showsResult) ? 'drop' : 'keep'),
    /** A field in one element, around what it shows. */
    simple(element: Element): Fate {
      const field = fieldOf(attribute(element, 'instr') ?? '');
      if (field.isPath) leftOut.paths += 1;
      if (field.isPath) return 'drop';
      return field.isFrozen ? 'unwrap' : 'keep';
    },
  };
}
