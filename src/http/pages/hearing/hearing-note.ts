/** The beginning of a høringsnotat: period, parties with who answered, and what was said; somebody writes on from here. */

import { dayOf, momentOf } from '#src/calendar/danish-dates.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { dayOfInstant } from '#src/calendar/zoned.ts';
import type { HearingHistory } from '#src/queries/hearing.ts';
import { word } from '#src/words/words.ts';

export function hearingNote({ context, parties, answers }: HearingHistory): string {
  const { window } = context;
  const period =
    window === null
      ? ''
      : `Høringen varede fra ${dayOf(dayOfInstant(window.opensAt))} til ${momentInWords(window.closesAt)}.`;
  const extended = context.formerClosings.map(
    (at) => `Fristen var oprindeligt ${momentInWords(at)} og blev forlænget.`,
  );
  const list = parties
    .toSorted((one, other) => (one.document?.name ?? '').localeCompare(other.document?.name ?? '', 'da'))
    .map(
      ({ document, state, late }) =>
        `- ${document?.name ?? '(slettet)'}: ${word('partyStates', state)}${late ? ', efter fristen' : ''}`,
    );
  const said = answers.flatMap(({ n, late, document }) =>
    document === null
      ? []
      : [
          '',
          `Svar ${n} fra ${document.organisation || document.name}, modtaget ${momentOf(document.receivedAt)}${late ? ' (efter fristen)' : ''}:`,
          document.text === '' ? 'Ingen bemærkninger.' : document.text,
          'Forvaltningens bemærkninger: ',
        ],
  );
  const heard = list.length === 0 ? [] : ['', 'Høringsparter:', ...list];
  return [period, ...extended, ...heard, ...said].join('\n').trim();
}
