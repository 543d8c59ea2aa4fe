/** What has happened to a meeting, a Danish sentence per transition. */
import { AGENDA } from '#machines/meeting/context.ts';
import type { MeetingEvent } from '#machines/meeting/events.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { MeetingView } from '#src/queries/meeting-page.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import type { Names } from '#src/words/names.ts';
import { whoActed } from '#src/words/who-acted.ts';
import { word } from '#src/words/words.ts';

export interface HistoryEntry {
  at: string;
  /** ISO instant, for the machine-readable time. */
  iso: string;
  text: string;
  who: string;
  /** A reason that was given; null where none was. */
  reason: string | null;
}

/** The hashes of the reasons that the history's events name. */
export const reasonsIn = (history: readonly TransitionRecord[]): string[] =>
  history.flatMap(({ event }) => reasonOf(event as MeetingEvent) ?? []);

function reasonOf(event: MeetingEvent): string | null {
  if (event.type === 'dispatch') return event.lateReason;
  return 'reason' in event ? event.reason : null;
}

/** @param reasons the stored reasons by hash; latest transition first in the answer */
export function historyOf(view: MeetingView, names: Names, reasons: ReadonlyMap<string, string>): HistoryEntry[] {
  const titles = new Map(view.agenda.map(({ item, name }) => [item, name?.title ?? null]));
  return view.history
    .map(({ at, event, actor }) => {
      const happened = event as MeetingEvent;
      const title = 'item' in happened ? titles.get(happened.item) : null;
      const reason = reasonOf(happened);
      return {
        at: momentOf(at),
        iso: at,
        text: `${word('events', happened.type)}${supplementOf(happened)}${title ? `: »${title}«` : ''}`,
        who: whoActed(actor, names),
        reason: reason === null ? null : (reasons.get(reason) ?? null),
      };
    })
    .reverse();
}

/** What was done to a supplementary agenda says so; opening one does by itself. */
const supplementOf = (event: MeetingEvent): string => {
  if (event.type === 'packetBuilt') return packetWords(event);
  return 'part' in event && event.part !== AGENDA && event.type !== 'addPart' ? ' (tillægsdagsorden)' : '';
};

/** Which packet has become ready. */
const packetWords = ({ variant, edition, supplement }: Extract<MeetingEvent, { type: 'packetBuilt' }>): string =>
  ` (${word('packetVariants', variant)}, udgave ${edition}${supplement === null ? '' : ', tillægsdagsorden'})`;
