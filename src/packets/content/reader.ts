/** What the readers of a packet get of an item and its bilag. Pure. */
import type { Bilag, ItemContent } from '#src/documents/item-content.ts';
import type { ItemDocument } from '#src/documents/item-document.ts';
import {
  bilagHere,
  type OpennessHere,
  opennessHere,
  type Situation,
  withNewest,
} from '#src/documents/openness-here.ts';
import { asStruck, closedDocument } from '#src/queries/printed-meeting.ts';
import { word } from '#src/words/words.ts';
import type { PacketBilag, PacketItem, Variant } from '../document.ts';

export interface ItemGiven {
  item: string;
  number: string | null;
  part: string;
  /** The number that its bilag are called by. */
  labelled: string;
  /** The pinned text. */
  content: ItemContent;
  /** The newest text of the item: what it closes is closed in the pinned one too. */
  newest: ItemContent;
  /** The whole print, and that of its publishable decisions. */
  document: ItemDocument;
  publicDecisions: ItemDocument['rounds'];
  struck: boolean;
  note: string | null;
}

/** An item as a packet of this variant holds it. */
export function itemForReaders(given: ItemGiven, variant: Variant, situation: Situation): PacketItem {
  const { item, number, part, note, document } = given;
  const here = withNewest(opennessHere(given.content, situation), opennessHere(given.newest, situation));
  if (variant === 'public' && here.openness === 'closed') return closedToPublic(given, here);
  const bilag = bilagOf(given, situation);
  const isPublic = variant === 'public';
  return {
    ...here,
    item,
    number,
    part,
    note,
    document: { ...withOpenness(document, here), bilag: bilag.map((row) => printedRow(row, isPublic)) },
    bilag: bilag.flatMap(({ kept }) => (isPublic && kept.openness === 'closed' ? [] : [kept])),
  };
}

/** An item whose text has been erased, or of which there is none. */
export const withoutText = ({ item, number, part }: Pick<PacketItem, 'item' | 'number' | 'part'>): PacketItem => ({
  openness: 'closed',
  closedUntil: null,
  by: 'own',
  item,
  number,
  part,
  note: null,
  document: closedItem(word('print', 'closedItem'), []),
  bilag: [],
});

/** Publishable title and decision, and nothing else: not whose case it is, how it went, or that it has bilag (domain: KSL § 8(7)). */
function closedToPublic(
  { number, part, content, newest, publicDecisions, struck }: ItemGiven,
  here: OpennessHere,
): PacketItem {
  const title = newest.publicTitle ?? content.publicTitle ?? word('print', 'closedItem');
  const rounds = publicDecisions
    .map(({ decisions }) => ({
      recommendation: null,
      decisions: decisions.filter(({ text }) => text.content.length > 0),
    }))
    .filter(({ decisions }) => decisions.length > 0);
  return {
    openness: 'closed',
    closedUntil: null,
    by: here.by,
    item: null,
    number,
    part,
    note: null,
    document: closedItem(struck ? asStruck(title) : title, rounds),
    bilag: [],
  };
}

const closedItem = (title: string, rounds: ItemDocument['rounds']): ItemDocument => ({
  ...closedDocument(title),
  rounds,
});

/** The document with the openness that holds here; what was published of another one is not printed. */
function withOpenness(document: ItemDocument, { openness, closedUntil }: OpennessHere): ItemDocument {
  const { closedUntil: _, publicTitle: __, printedOpenness, ...rest } = document;
  return {
    ...rest,
    openness,
    ...(closedUntil !== null && { closedUntil }),
    ...(printedOpenness !== undefined && openness === document.openness && { printedOpenness }),
  };
}

interface Row {
  row: Bilag;
  kept: PacketBilag;
}

function bilagOf({ item, labelled, content, newest }: ItemGiven, situation: Situation): Row[] {
  const hereOf = bilagHere(newest.bilag, situation);
  const keys = new Map<string, number>();
  return content.bilag
    .toSorted((a, b) => a.seq - b.seq)
    .map((row) => {
      const here = hereOf(row);
      const key = `${item}.${row.seq}`;
      const times = (keys.get(key) ?? 0) + 1;
      keys.set(key, times);
      const kept: PacketBilag = {
        ...here,
        key: times === 1 ? key : `${key}.${times}`,
        seq: row.seq,
        label: `${labelled}.${row.seq}`,
        title: row.title || row.file?.name || '',
        docNo: row.docNo,
        mainDocument: row.mainDocument,
        availability: row.availability ?? null,
        file: row.file ?? null,
      };
      return { row, kept };
    });
}

/**
 * The row in the item's own list. The public sees of a closed one its number, that it is closed, and its title where the officer has
 * said that it may be shown (domain § 5.1).
 */
function printedRow({ row, kept }: Row, isPublic: boolean): Bilag {
  const { file: _, closedUntil: __, opennessIn: ___, availability, printedRow, ...rest } = row;
  const { openness, title } = kept;
  if (isPublic && openness === 'closed') {
    const shown = row.titlePublic ? row.title : '';
    return {
      seq: row.seq,
      docId: null,
      openness,
      title: shown,
      titlePublic: shown !== '',
      docNo: null,
      mainDocument: false,
    };
  }
  return {
    ...rest,
    openness,
    title,
    // Members read every title; what is not public is marked as closed.
    titlePublic: true,
    ...(kept.closedUntil !== null && { closedUntil: kept.closedUntil }),
    ...(availability !== undefined && { availability }),
    ...(printedRow !== undefined && openness === row.openness && { printedRow }),
  };
}
