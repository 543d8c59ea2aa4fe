/** Decisions on sub-items, each in a box of its own: those of the agenda, and those that came up at the meeting with their reason. */
import { z } from 'zod';
import { Reason, type SubDecision } from '#src/documents/decision.ts';
import { plainText, richTextOf } from '#src/documents/plain-text.ts';
import { slotOf } from '#src/documents/sub-items.ts';
import { Refusal } from '#src/errors.ts';
import type { AgendaEntry } from '#src/queries/meeting-page.ts';
import { rows, typed } from '../../rows.ts';

/** The boxes as they are sent, one a row; `subItem` is empty for what came up at the meeting. */
export const SubDecisionRows = rows(
  z.strictObject({ subItem: typed, title: typed, text: typed, followUp: typed, reason: typed, place: typed }),
);
type SubDecisionRows = z.infer<typeof SubDecisionRows>;

/** One box. `key` is the sub-item's id, or empty for what came up at the meeting. */
interface Box {
  key: string;
  title: string;
  slot: string;
  text: string;
  followUp: string;
  reason: string;
  /** Where it stands in the protocol, from 1. */
  place: number;
  added: boolean;
}

const EMPTY = { text: '', followUp: '', reason: '' };
/** Words that name the sub-item themselves need no title before them. */
const unspaced = (text: string): string => text.replaceAll(/\s+/g, '');
export const UNNAMED_ADDED = 'Punkt, der kom op på mødet';

/**
 * In the order of the protocol; last an empty box for what else came up.
 * @param sent what was filled in and refused, which goes before what is recorded
 * @returns each with the number of its row in the form
 */
export function subDecisionBoxes(entry: AgendaEntry, sent: SubDecisionRows | null): (Box & { n: number })[] {
  const boxes =
    sent === null
      ? boxesRecorded(entry)
      : boxesTyped(sent, entry).filter(({ added, text, title, reason }) => !added || `${text}${title}${reason}` !== '');
  const another = { key: '', title: '', slot: '', ...EMPTY, place: boxes.length + 1, added: true };
  return [...boxes, another].map((box, n) => ({ ...box, n }));
}

function boxesRecorded({ subItems, decided }: AgendaEntry): Box[] {
  const recorded = decided?.subDecisions ?? [];
  const said = recorded.map(({ subItem, title, text, followUp, addedReason }) => ({
    key: subItem ?? '',
    ...namedBy(subItems, subItem ?? '', title ?? UNNAMED_ADDED),
    text: plainText(text),
    followUp: followUp ?? '',
    reason: addedReason ?? '',
    added: subItem === null,
  }));
  const silent = subItems
    .filter(({ id }) => recorded.every(({ subItem }) => subItem !== id))
    .map(({ id }) => ({ key: id, ...namedBy(subItems, id, ''), ...EMPTY, added: false }));
  return [...said, ...silent].map((box, index) => ({ ...box, place: index + 1 }));
}

function namedBy(subItems: AgendaEntry['subItems'], key: string, otherwise: string) {
  const subItem = subItems.find(({ id }) => id === key);
  return { title: subItem?.title ?? otherwise, slot: subItem ? slotOf(subItem) : '' };
}

const boxesTyped = (sent: SubDecisionRows, { subItems }: Pick<AgendaEntry, 'subItems'>): Box[] =>
  sent.map(({ subItem, title, text, followUp, reason, place }, index) => ({
    key: subItem,
    ...namedBy(subItems, subItem, title.trim()),
    text: text.replaceAll('\r\n', '\n').trim(),
    followUp: followUp.trim(),
    reason: reason.trim(),
    place: Number(place) || index + 1,
    added: subItem === '',
  }));

/**
 * The boxes with words in them, by their places; two at the same place stay in the order of the page.
 * @throws Refusal (400) `added-needs-reason` where something that came up at the meeting has no reason, `decision-text-needed` where
 *   a box has everything but the words of the decision
 */
export function readSubDecisions(entry: Pick<AgendaEntry, 'subItems'>, sent: SubDecisionRows): SubDecision[] {
  return boxesTyped(sent, entry)
    .map((box, n) => ({ ...box, named: (column: string) => ({ field: `subDecisions[${n}][${column}]` }) }))
    .filter(({ text, followUp, reason, title, added }) => `${text}${followUp}${reason}${added ? title : ''}` !== '')
    .toSorted((a, b) => a.place - b.place)
    .map(({ key, title, text, followUp, reason, named }): SubDecision => {
      if (text === '') throw new Refusal('decision-text-needed', 400, named('text'));
      const said = {
        ...(!unspaced(text).includes(unspaced(title)) && { title: title.slice(0, 300) }),
        text: richTextOf(text),
        ...(followUp !== '' && { followUp: followUp.slice(0, 2_000) }),
      };
      if (key !== '') return { subItem: key, ...said, addedReason: null };
      const given = Reason.safeParse(reason);
      if (!given.success) throw new Refusal('added-needs-reason', 400, named('reason'));
      return { subItem: null, ...said, addedReason: given.data.slice(0, 2_000) };
    });
}
