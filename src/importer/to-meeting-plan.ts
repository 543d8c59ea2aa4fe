/** From an imported agenda to the meeting that somebody would plan for it. */
import type { PublishedFrame } from '#src/content/published-frame.ts';
import type { Imported } from './imported.ts';
import { frameOf } from './render-imported.ts';

export interface ImportedMeetingPlan {
  /** The organ's abbreviation, or its printed name where it is none of the known ones; the reader's directory knows its id. */
  organ: string;
  /** `yyyy-mm-dd`. */
  date: string;
  /** Local times in Europe/Copenhagen, `hh:mm`; null where the text names none. */
  startsAt: string | null;
  endsAt: string | null;
  place: string;
  /** Head, contents and tail as they were read. */
  source: PublishedFrame;
}

/** @returns null where the text does not say which organ meets on which day: then nobody can plan it */
export function toMeetingPlan(imported: Imported): ImportedMeetingPlan | null {
  const { meeting } = imported;
  if (meeting === null || !meeting.body || !meeting.date) return null;
  return {
    organ: meeting.body,
    date: meeting.date,
    startsAt: meeting.start,
    endsAt: meeting.end,
    place: meeting.placeRaw ?? '',
    source: frameOf(imported),
  };
}
