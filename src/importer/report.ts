/** What was understood of a text, and what somebody should look at, in Danish. */
import type { Imported, ImportedItem } from './imported.ts';

const KINDS: Record<Imported['documentType'], string> = {
  agenda: 'en hel dagsorden',
  'item-before-meeting': 'et punkt før mødet',
  'item-after-meeting': 'et punkt med beslutning',
};
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export function reportOf(name: string, { documentType, meeting, items, oddities }: Imported): string {
  const where = meeting?.body ? ` i ${meeting.body}` : '';
  const when = meeting?.date ? ` den ${meeting.date.split('-').reverse().join('-')}` : '';
  return [
    `${name}: ${KINDS[documentType]}${where}${when}, ${counted(items.length, 'punkt', 'punkter')}.`,
    ...items.flatMap(itemLines),
    ...(oddities.length > 0 ? ['  Se efter:', ...oddities.map((oddity) => `  - ${oddity}`)] : ['  Intet at se efter.']),
  ].join('\n');
}

function itemLines(item: ImportedItem): string[] {
  const { number, title, caseNumber, openness, route, sections, rounds, attachments } = item;
  const subItems = sections.flatMap(({ subItems: own = [], table }) => [
    ...own,
    ...(table?.slots.flatMap((slot) => slot.subItems) ?? []),
  ]);
  const decisions = rounds.flatMap((round) => round.decisions);
  return [
    `  ${number ? `${number}. ` : ''}${title}${caseNumber ? ` (${caseNumber})` : ''}${openness === 'closed' ? ', lukket' : ''}`,
    `     Sagsgang ${route.raw || 'ikke angivet'}; ${counted(sections.length, 'afsnit', 'afsnit')}, ${counted(subItems.length, 'underpunkt', 'underpunkter')}, ${counted(attachments.length, 'bilag', 'bilag')}`,
    ...decisions.map(
      ({ organRaw, date, outcome }) =>
        `     Besluttet i ${organRaw} den ${date.split('-').reverse().join('-')}: ${outcome ?? 'fri tekst'}`,
    ),
  ];
}
