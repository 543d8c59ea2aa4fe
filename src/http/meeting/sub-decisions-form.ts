/** Decisions on sub-items, each in a box of its own: those of the agenda, and those that came up at the meeting with their reason. */
import { Reason, type SubDecision } from '#src/content/decision.ts';
import { plainText, richTextOf } from '#src/content/plain-text.ts';
import { slotOf } from '#src/content/sub-items.ts';
import { Refusal } from '#src/errors.ts';
import type { AgendaEntry } from '#src/views/meeting-page.ts';
import { listOf } from '../form.ts';

/** One box. `key` is the sub-item's id, or empty for what came up at the meeting. */
interface Box {
  key: string;
  title: string;
  slot: string;
  text: string;
  reason: string;
  place: number;
  added: boolean;
}

/** @param typed what was filled in and refused, which goes before what is recorded */
export function subDecisionBoxes(entry: AgendaEntry, typed: Record<string, unknown> | null): Box[] {
  const { subItems, decided } = entry;
  if (typed !== null) {
    const titles = new Map(subItems.map((each) => [each.id, each]));
    return boxesTyped(typed).map((box) => ({ ...box, ...namedBy(titles.get(box.key)) }));
  }
  const recorded = decided?.subDecisions ?? [];
  const said = recorded.map(({ subItem, text, addedReason }, index) => ({
    key: subItem ?? '',
    ...namedBy(subItems.find(({ id }) => id === subItem)),
    text: plainText(text),
    reason: addedReason ?? '',
    place: index + 1,
    added: subItem === null,
  }));
  const silent = subItems.filter(({ id }) => recorded.every(({ subItem }) => subItem !== id));
  return [
    ...said,
    ...silent.map((each, index) => ({
      key: each.id,
      ...namedBy(each),
      text: '',
      reason: '',
      place: said.length + index + 1,
      added: false,
    })),
    { key: '', ...namedBy(undefined), text: '', reason: '', place: recorded.length + silent.length + 1, added: true },
  ];
}

const namedBy = (subItem: AgendaEntry['subItems'][number] | undefined) => ({
  title: subItem?.title ?? 'Punkt, der kom op på mødet',
  slot: subItem ? slotOf(subItem) : '',
});

function boxesTyped(fields: Record<string, unknown>): Box[] {
  const column = (name: string) => listOf(fields[name]).map((value) => (typeof value === 'string' ? value : ''));
  const [texts, reasons, places] = [column('subText'), column('subReason'), column('subPlace')];
  return column('subItem').map((key, index) => ({
    key,
    title: '',
    slot: '',
    text: (texts[index] ?? '').replaceAll('\r\n', '\n').trim(),
    reason: (reasons[index] ?? '').trim(),
    place: Number(places[index]) || index + 1,
    added: key === '',
  }));
}

/**
 * The boxes with words in them, by their places.
 * @throws Refusal (400) `added-needs-reason` where something that came up at the meeting has no reason
 */
export function readSubDecisions(fields: Record<string, unknown>): SubDecision[] {
  return boxesTyped(fields)
    .filter(({ text }) => text !== '')
    .toSorted((a, b) => a.place - b.place)
    .map(({ key, text, reason }) => {
      if (key !== '') return { subItem: key, text: richTextOf(text), addedReason: null };
      const given = Reason.safeParse(reason);
      if (!given.success) throw new Refusal('added-needs-reason', 400);
      return { subItem: null, text: richTextOf(text), addedReason: given.data.slice(0, 2_000) };
    });
}
