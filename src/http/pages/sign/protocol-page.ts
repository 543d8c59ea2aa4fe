/** The protocol as members read it: who took part, what was decided on each item. */

import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import type { Absence } from '#src/documents/decision.ts';
import type { ProtocolEntry, ReadProtocol } from '#src/queries/protocol.ts';
import { stateBadge } from '../../state-badge.ts';
import { richView } from '../item/rich-view.ts';

/** A decision stands below its item's heading, which is an h3 on the page. */
const UNDER = 3;

/** The label as printed ends in a colon; a list of terms does without. */
const absent = ({ label, people }: Absence) => ({ label: label.replace(/:$/, ''), people: people.join(', ') });

/** @param startsAt `13.00`-style times come from the meeting itself: the protocol names the day */
export function protocolProps({ state, document, present, absences, entries }: ReadProtocol) {
  const { startsAt, endsAt } = state.context;
  const hidden = entries.filter(({ readable }) => !readable).length;
  return {
    meeting: document.meeting,
    organ: document.organName,
    date: weekdayOf(document.date),
    time: [startsAt, endsAt].flatMap((time) => (time === null ? [] : pointed(time))).join('–'),
    place: document.place,
    state: stateBadge('meeting', state.value),
    present: present.join(', '),
    absences: absences.map(absent),
    count: entries.length === 1 ? '1 punkt' : `${entries.length} punkter`,
    hidden: hidden === 0 ? null : hidden === 1 ? 'Ét punkt kan du ikke læse.' : `${hidden} punkter kan du ikke læse.`,
    items: entries.map(itemProps),
  };
}

function itemProps({ item, number, struck, readable, title, isClosed, ...entry }: ProtocolEntry) {
  return {
    number,
    title: title ?? (isClosed ? 'Lukket punkt' : readable ? 'Punkt uden titel' : 'Punkt, du ikke har adgang til'),
    href: readable ? `/punkter/${item}` : null,
    caseNumber: entry.caseNumber,
    closed: isClosed && readable,
    struck,
    takenUp: entry.takenUp,
    lead: entry.recommendation?.lead ?? '',
    clauses: entry.recommendation?.clauses ?? [],
    decided: entry.decision !== null,
    blocks: entry.decision === null ? [] : richView(entry.decision.text, UNDER),
    subDecisions:
      entry.decision?.subDecisions.map(({ title: subTitle, addedReason, text, followUp }) => ({
        title: subTitle ?? 'Punkt, der kom op på mødet',
        reason: addedReason,
        blocks: richView(text, UNDER),
        followUp,
      })) ?? [],
    absences: entry.decision?.absences.map(absent) ?? [],
    /** A reader who may read it sees that there is nothing yet. */
    missing: readable && !struck && entry.decision === null,
  };
}
