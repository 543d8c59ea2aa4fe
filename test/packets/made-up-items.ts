/** Items and bilag of every kind for the tests of packets, each of whose strings says what it belongs to. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Bilag, ItemContent } from '#src/documents/item-content.ts';
import { itemDocument, type PrintedDecision } from '#src/documents/item-document.ts';
import type { ItemGiven } from '#src/packets/content/reader.ts';
import { doc, p } from '../tools/rich.ts';

export const ORGAN = 'organ-kb';
const OTHER = 'organ-dir';
export const TODAY = '2024-03-01';
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** When it is closed, as an officer may have said it. */
const marked = fc.record({
  openness: fc.constantFrom('open', 'closed'),
  closedUntil: fc.constantFrom(undefined, '2024-02-29', TODAY, '2024-03-02'),
  opennessIn: fc.constantFrom(
    undefined,
    [{ organ: ORGAN, openness: 'closed' }],
    [{ organ: ORGAN, openness: 'open' }],
    [{ organ: OTHER, openness: 'open' }],
  ),
}) as fc.Arbitrary<Pick<Bilag, 'openness' | 'closedUntil' | 'opennessIn'>>;
type Marked = Pick<Bilag, 'openness' | 'closedUntil' | 'opennessIn'>;

/** Written out anew, so that the tests do not believe the code that they test. */
export function isClosed({ openness, closedUntil, opennessIn }: Marked): boolean {
  const here = (opennessIn ?? []).filter(({ organ }) => organ === ORGAN).at(0)?.openness ?? openness;
  return here === 'closed' && (closedUntil === undefined || TODAY < closedUntil);
}

const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

export const madeUpRow = fc.record({ marked, titlePublic: fc.boolean(), hasFile: fc.boolean(), raw: fc.boolean() });
export const madeUpItem = fc.record({
  marked,
  laterClosed: fc.boolean(),
  rows: fc.array(madeUpRow, { maxLength: 4 }),
  /** Rows that the newest version has closed. */
  closedLater: fc.array(fc.nat(3), { maxLength: 2 }),
  publicTitle: fc.boolean(),
  publicText: fc.boolean(),
  struck: fc.boolean(),
});
export type MadeUpItem = typeof madeUpItem extends fc.Arbitrary<infer T> ? T : never;

function madeUpBilag(
  name: string,
  { marked: when, titlePublic, hasFile, raw }: MadeUpItem['rows'][number],
  seq: number,
): Bilag {
  return present({
    seq,
    docId: `${name}docId`,
    title: `${name}titel`,
    titlePublic,
    docNo: `${name}docNo`,
    mainDocument: true,
    ...when,
    ...(hasFile && {
      file: { hash: sha256(name), name: `${name}fil.docx`, size: 987_600 + seq, mime: 'application/pdf' },
    }),
    ...(raw && { printedRow: `${name}raa` }),
  });
}

/** Item number `n`: "p3-…" stands in everything of it, "p3b2-…" in everything of its second bilag. */
export function madeUp(n: number, made: MadeUpItem): ItemGiven {
  const name = `p${n}-`;
  const { opennessIn: _, ...when } = made.marked;
  const content: ItemContent = present({
    title: `${name}titel`,
    type: 'decision' as const,
    ...when,
    ...(made.publicTitle && { publicTitle: `offentlig titel ${n}` }),
    caseNumber: `${name}sag`,
    printedRoute: `${name}gang`,
    printedOpenness: `${name}aabenhed`,
    sections: [{ heading: `${name}overskrift`, body: doc(p(`${name}tekst`)) }],
    recommendation: { lead: `${name}indstilling`, clauses: [`${name}at`] },
    bilag: made.rows.map((row, index) => madeUpBilag(`p${n}b${index + 1}-`, row, index + 1)),
    subItems: [{ id: 'u1', title: `${name}delpunkt`, start: '09:00', end: null, participants: [`${name}deltager`] }],
  });
  const newest: ItemContent = {
    ...content,
    ...(made.laterClosed && { openness: 'closed' as const }),
    bilag: content.bilag.map((row, index) =>
      made.closedLater.includes(index) ? { ...row, openness: 'closed', opennessIn: [] } : row,
    ),
  };
  const decision: PrintedDecision = {
    organName: 'Direktionen',
    date: '2024-02-20',
    text: doc(p(`${name}beslutning`)),
    absences: [{ label: 'Afbud:', people: [`${name}afbud`] }],
  };
  const open = { ...decision, text: made.publicText ? doc(p(`offentlig beslutning ${n}`)) : doc(), absences: [] };
  return {
    item: `item-${n}`,
    number: String(n),
    part: 'agenda',
    labelled: String(n),
    content,
    newest,
    document: itemDocument(content, [decision]),
    publicDecisions: [{ recommendation: null, decisions: [open] }],
    struck: made.struck,
    note: `${name}optaget`,
  };
}
