/** What was understood of a text, and what somebody should look at, in Danish. */

import { shortDayOf } from '#src/calendar/danish-dates.ts';
import { counted } from '#src/words/counted.ts';
import type { Imported, ImportedItem } from './imported.ts';

const KINDS: Record<Imported['documentType'], string> = {
  agenda: 'en hel dagsorden',
  'item-before-meeting': 'et punkt før mødet',
  'item-after-meeting': 'et punkt med beslutning',
};

/** @param outcomeName the Danish phrase of an outcome's code */
export function reportOf(name: string, imported: Imported, outcomeName: (code: string) => string): string {
  const { documentType, meeting, items, oddities } = imported;
  const where = meeting?.body ? ` i ${meeting.body}` : '';
  const when = meeting?.date ? ` den ${shortDayOf(meeting.date)}` : '';
  return [
    `${name}: ${KINDS[documentType]}${where}${when}, ${counted(items.length, 'punkt', 'punkter')}.`,
    ...meetingLines(imported),
    ...items.flatMap((item) => itemLines(item, outcomeName)),
    ...(oddities.length > 0 ? ['  Se efter:', ...oddities.map((oddity) => `  - ${oddity}`)] : ['  Intet at se efter.']),
  ].join('\n');
}

function meetingLines({ meeting, contents, attachmentOverview, signaturePage }: Imported): string[] {
  if (meeting === null || (meeting.members.length === 0 && contents.length === 0)) return [];
  const vacant = meeting.members.filter((member) => member.vacant).length;
  const rows = attachmentOverview.reduce((sum, group) => sum + group.rows.length, 0);
  const parts = [
    `${counted(meeting.members.length, 'medlem', 'medlemmer')}${vacant > 0 ? ` (${vacant} ubesat)` : ''}`,
    `${counted(contents.length, 'linje', 'linjer')} i indholdsfortegnelsen`,
    ...(rows > 0 ? [`${counted(rows, 'bilag', 'bilag')} i bilagsoversigten`] : []),
    ...(signaturePage.length > 0 ? [`${counted(signaturePage.length, 'navn', 'navne')} på underskriftssiden`] : []),
  ];
  return [`  ${parts.join(', ')}.`];
}

function itemLines(item: ImportedItem, outcomeName: (code: string) => string): string[] {
  const { number, title, caseNumber, openness, opennessIsRead, route, sections, rounds, attachments } = item;
  const subItems = sections.flatMap(({ subItems: own = [], table }) => [
    ...own,
    ...(table?.slots.flatMap((slot) => slot.subItems) ?? []),
  ]);
  const closed = attachments.filter((row) => row.openness === 'closed').length;
  const facts = [
    counted(sections.length, 'afsnit', 'afsnit'),
    counted(subItems.length, 'underpunkt', 'underpunkter'),
    `${counted(attachments.length, 'bilag', 'bilag')}${closed > 0 ? ` (${closed} lukket)` : ''}`,
  ];
  return [
    `  ${number ? `${number}. ` : ''}${title}${caseNumber ? ` (${caseNumber})` : ''}${openness === 'closed' ? ', lukket' : ''}${opennessIsRead ? '' : ' (der står ikke, om det er åbent)'}`,
    `     Sagsgang ${route.raw || 'ikke angivet'}; ${facts.join(', ')}`,
    ...rounds
      .flatMap((round) => round.decisions)
      .map(({ organRaw, date, outcome, absences }) => {
        const away = absences.reduce((sum, { people }) => sum + people.length, 0);
        const what = outcome === null ? 'fri tekst.' : outcomeName(outcome);
        return `     Besluttet i ${organRaw || 'mødet'} den ${shortDayOf(date)}: ${what}${away > 0 ? ` ${away} fraværende.` : ''}`;
      }),
  ];
}
