/** One version of an item's text, and what changed since another. */

import { momentOf } from '#src/calendar/danish-dates.ts';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { isInside } from '#src/policies/item-policies.ts';
import { versionContent } from '#src/queries/item.ts';
import { timelineOf, versionsOf } from '#src/queries/item-timeline.ts';
import { paperOf } from '#src/queries/own-approvals.ts';
import { textChanges } from '#src/words/text-changes.ts';
import { word } from '#src/words/words.ts';
import { changesView } from './changes-view.ts';
import type { ReadableItem } from './item-access.ts';
import { bilagReader, readableText } from './item-page.ts';
import { itemTextView } from './item-text.ts';

/**
 * @param number the version to read
 * @param against the version to compare it with; the one before it when not given
 * @returns the version, its text, what it was compared with (null where there is nothing to compare) and the differences
 * @throws Refusal `not-found` when there is no such version, its text has been erased, or the reader only sees what was sent out
 */
export function versionIn(readable: ReadableItem, number: number, against: number | null) {
  if (!isInside(readable.actor, readable.history.context)) throw notFound('version');
  const { history, directory } = readable;
  const versions = versionsOf(history, timelineOf(history, directory));
  const version = versions.find(({ n }) => n === number);
  const content = version ? versionContent(history, version.hash) : null;
  if (!version || !content) throw notFound('version');
  const other = versions.find(({ n }) => n !== number && n === (against ?? number - 1));
  const earlier = other ? versionContent(history, other.hash) : null;
  return {
    version,
    versions,
    content,
    comparedWith: other && earlier ? other.n : null,
    changes: earlier ? textChanges(readableText(readable, earlier), readableText(readable, content)) : [],
  };
}

/** The page of a version. Parameters and refusals as of `versionIn`. */
export async function versionPage(app: App, readable: ReadableItem, number: number, against: number | null) {
  const { version, versions, content, comparedWith, changes } = versionIn(readable, number, against);
  const { history } = readable;
  const { version: current } = history.context;
  return {
    title: `Version ${number}: ${content.title || word('print', 'untitled')}`,
    id: history.id,
    number,
    isCurrent: current?.n === number,
    moment: momentOf(version.at),
    what: word('events', version.event),
    by: version.by,
    heading: content.title,
    caseNumber: content.caseNumber,
    openness: word('openness', content.openness),
    comparedWith,
    changes: changesView(changes),
    // A version is shown as it was read: what was decided later is not part of it.
    text: itemTextView(
      paperOf(
        { ...history, context: { ...history.context, treatments: [], pendingDecision: null, recommendations: [] } },
        content,
        { version: version.hash, directory: readable.directory },
      ),
      await bilagReader(app, readable, content, number),
    ),
    others: versions
      .filter(({ n }) => n !== number)
      .map(({ n }) => ({ n, href: `/punkter/${history.id}/version/${number}?mod=${n}#aendringer` })),
  };
}
