/** From an imported item to the draft of one: its text, what was decided before, and the route that it names. Pure. */
import type { PlannedStep } from '#machines/agenda-item/steps.ts';
import type { DraftBody } from '#src/documents/draft-body.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { NO_HEADING } from '#src/documents/section-heading.ts';
import type { ImportedItem, ImportedMeeting } from './imported.ts';
import { richFromLines } from './rich-from-lines.ts';
import { toItemContent } from './to-item-content.ts';

/** The id of the organ with an abbreviation; null for one that the municipality does not have. */
export type FindOrgan = (abbreviation: string) => string | null;

/** What a draft has no field for, decisions above all, stands as sections at its end, in the printed order: nothing is lost. */
export function toDraft(item: ImportedItem, meeting: ImportedMeeting | null, findOrgan: FindOrgan): DraftBody {
  const { content } = toItemContent(item);
  const { printedOpenness: _, ...own } = content;
  return {
    content: { ...own, sections: [...content.sections, ...historyOf(item)] },
    plan: planOf(item, content.type, meeting, findOrgan),
  };
}

function historyOf({ printed }: ImportedItem): ItemContent['sections'] {
  const first = printed.findIndex(({ kind }) => kind === 'recommendation');
  return printed
    .filter(({ kind }, index) => kind === 'decision' || (kind === 'recommendation' && index !== first))
    .map(({ heading, lines }) => ({ heading: heading ?? NO_HEADING, body: richFromLines(lines) }));
}

function planOf(
  { route }: ImportedItem,
  type: ItemContent['type'],
  meeting: ImportedMeeting | null,
  findOrgan: FindOrgan,
): PlannedStep[] {
  const named = route.stops.map(({ body }) => body);
  const bodies = meeting?.body && !named.includes(meeting.body) ? [meeting.body, ...named] : named;
  const organs = bodies.flatMap((body) => findOrgan(body) ?? []);
  return organs
    .slice(0, 30)
    .map((organ, index) => ({ kind: 'organ', organ, role: roleAt(index, organs.length, type) }));
}

const roleAt = (index: number, count: number, type: ItemContent['type']) => {
  if (type === 'orientation') return 'orienting';
  return index === count - 1 ? 'deciding' : 'recommending';
};
