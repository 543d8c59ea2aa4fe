/** One item of an agenda as the meeting's page shows it. */
import type { AgendaEntry } from '#src/queries/meeting-page.ts';
import { word } from '#src/words/words.ts';
import { type DecisionSituation, decisionForm } from './decision-form.ts';
import { decisionView } from './decision-view.ts';
import { type RefusedForm, reasonForm, refusedAt } from './refused-form.ts';

export interface EntrySituation extends Omit<DecisionSituation, 'refused'> {
  /** The form of the page that was refused, whichever it was. */
  refused: RefusedForm | null;
  runs: boolean;
  inSession: boolean;
  /** Decisions may be recorded or their wording corrected. */
  decides: boolean;
  first: boolean;
  last: boolean;
  /** The next item to be decided on: its form stands open. */
  isNext: boolean;
  /** Why it was taken up although it was not on the agenda. */
  takenUpReason: string | null;
  /** Where the whole packet is shown, and whether all that is closed is in it; null where there is none. */
  packet: { href: string; hasClosed: boolean } | null;
}

export function entryProps(entry: AgendaEntry, situation: EntrySituation) {
  const { runs, inSession, decides, first, last, isNext, takenUpReason, packet } = situation;
  const { item, number, struck, name } = entry;
  const movable = runs && number === null;
  const refusedDecision = refusedAt(situation.refused, 'beslutning', { item });
  const form = runs && decides && !struck ? decisionForm(entry, { ...situation, refused: refusedDecision }) : null;
  const refusedStrike = refusedAt(situation.refused, 'udgaar', { item });
  return {
    item,
    number,
    struck,
    title: titleOf(entry),
    readable: name !== null,
    packetHref: number === null || struck || name === null ? null : packetHref(entry, number, packet),
    note: [
      name?.caseNumber ? `Sag ${name.caseNumber}` : '',
      word('itemTypes', entry.type),
      entry.openness === 'closed' ? 'Lukket' : '',
    ]
      .filter((part) => part !== '')
      .join(' · '),
    takenUpReason,
    slots: inSession || entry.subItems.length === 0 ? null : subItemsLine(entry),
    mayMoveUp: movable && !first,
    mayMoveDown: movable && !last,
    movable,
    mayStrike: runs && number !== null && !struck && entry.decision === null,
    strike: reasonForm(refusedStrike),
    decision: entry.decided && decisionView(entry, entry.decided, situation),
    undecided: inSession && !struck && entry.decision === null,
    isNext,
    form: form && { ...form, opened: form.opened || isNext },
  };
}

/** In the whole packet; a closed item that this reader has no packet of with others has one of its own. */
function packetHref({ item, openness }: AgendaEntry, number: number, packet: EntrySituation['packet']): string | null {
  if (openness === 'closed' && !packet?.hasClosed) return `/punkter/${item}/pakke`;
  return packet && `${packet.href}#punkt=${encodeURIComponent(number)}`;
}

export const titleOf = ({ name, openness }: AgendaEntry): string =>
  name?.title ?? (openness === 'closed' ? 'Lukket punkt' : 'Punkt under forberedelse');

/** An item that still stands on the agenda, without a decision. */
export const isUndecided = ({ struck, decision }: AgendaEntry): boolean => !struck && decision === null;

const subItemsLine = ({ subItems }: AgendaEntry): string =>
  subItems.length === 1 ? '1 delpunkt' : `${subItems.length} delpunkter`;
