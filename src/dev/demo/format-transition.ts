/** Tells transitions as lines for people: when, where, what, from which state to which, and who did it. Pure. */

import { DateTime } from 'luxon';
import type { z } from 'zod';
import type { PlanMeeting } from '#machines/meeting/events.ts';
import { hasTag } from '#machines/states.ts';
import { shortDayOf } from '#src/calendar/danish-dates.ts';
import type { Directory } from '#src/people/directory.ts';
import { officeName, personName } from '#src/people/names.ts';
import { machineOf } from '#src/store/record.ts';
import type { TimelineEntry } from '#src/store/timeline.ts';
import { word } from '#src/words/words.ts';
import { transitionOf } from './drive.ts';
import { withoutContent } from './scenario-requests.ts';

const WIDTH = { stream: 28, event: 41, states: 48 };

const localTime = (at: string) => DateTime.fromISO(at, { zone: 'Europe/Copenhagen' }).toFormat('dd-MM-yyyy HH.mm');

/** @param begun what items and hearings are called, by the cause that began them */
export function formatTransition(
  directory: Directory,
  begun: ReadonlyMap<string, string>,
): {
  line(entry: TimelineEntry): string;
} {
  /** Meetings are called by organ and date, as soon as they have been planned. */
  const meetings = new Map<string, string>();
  /** Their protocols count as signed when they end, which is not to be printed as if somebody had signed. */
  const signedByNobody = new Set<string>();
  const nameOf = (stream: string): string => (meetings.get(stream) ?? stream).slice(0, WIDTH.stream - 1);

  function remember({ stream, event, cause }: TimelineEntry): void {
    const label = begun.get(withoutContent(cause));
    if (label !== undefined) meetings.set(stream, label);
    if (event.type !== 'plan' || 'hearing' in event) return;
    const { organ, date, signing } = event as z.infer<typeof PlanMeeting>;
    if (signing === 'nobody') signedByNobody.add(stream);
    const short = directory.organs.get(organ)?.abbreviation ?? organ;
    meetings.set(stream, `${short} ${shortDayOf(date)}`);
  }

  const unsigned = ({ stream, event }: TimelineEntry): boolean =>
    signedByNobody.has(event.type === 'meetingSigned' ? event.meeting : stream);

  function whoActed({ actor, cause }: TimelineEntry): string {
    if (actor.kind === 'system' && actor.part === 'deadline') return '(frist)';
    if (actor.kind === 'system') return `(besked fra ${nameOf(transitionOf(cause).replace(/\.\d+$/, ''))})`;
    if (actor.kind === 'party') return actor.party === null ? 'en borger' : 'en høringspart';
    const person = personName(directory, actor.person);
    const office = actor.office === null ? null : officeName(directory, actor.office);
    const inPlaceOf = actor.onBehalfOf === null ? null : directory.people.get(actor.onBehalfOf)?.name;
    return [person, ...(office === null ? [] : [office]), ...(inPlaceOf ? [`for ${inPlaceOf}`] : [])].join(', ');
  }

  return {
    line(entry) {
      remember(entry);
      const isMeeting = machineOf(entry.stream) === 'meeting';
      const state = (value: string) =>
        isMeeting && unsigned(entry) && hasTag('meeting', value, 'at-rest')
          ? 'Slut, uden underskrifter'
          : word('states', value);
      const event =
        entry.event.type === 'meetingSigned' && unsigned(entry)
          ? 'Mødets protokol skal ikke underskrives'
          : word('events', entry.event.type);
      const moved =
        entry.from === entry.to
          ? `${state(entry.to)} (uændret)`
          : `${entry.from ? state(entry.from) : '–'} → ${state(entry.to)}`;
      return [
        localTime(entry.at),
        nameOf(entry.stream).padEnd(WIDTH.stream),
        event.padEnd(WIDTH.event),
        moved.padEnd(WIDTH.states),
        whoActed(entry),
      ].join('  ');
    },
  };
}
