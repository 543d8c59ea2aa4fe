/** An entry of an item's history as the template `item-entry` takes it. */
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { TimelineEntry } from '#src/queries/item-timeline.ts';
import { word } from '#src/words/words.ts';

/** @param opensVersions whether the reader may open the version that it is about */
export const entryView = (item: string, entry: TimelineEntry, opensVersions = true) => ({
  ...entry,
  moment: momentOf(entry.at),
  what: word('events', entry.event),
  versionHref: entry.version === null || !opensVersions ? null : `/punkter/${item}/version/${entry.version}`,
});
