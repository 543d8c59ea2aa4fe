/** "Changed since you last saw it": why the item was sent back, then what differs word by word, for its approver and its officer. */
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { Directory } from '#src/people/directory.ts';
import { type ItemHistory, versionContent } from '#src/queries/item.ts';
import { timelineOf } from '#src/queries/item-timeline.ts';
import { seenBefore, sentBackToDraft } from '#src/queries/seen-before.ts';
import { textChanges } from '#src/words/text-changes.ts';
import { word } from '#src/words/words.ts';
import { changesView } from './changes-view.ts';
import { entryView } from './entry-view.ts';

type Readable = (content: ItemContent) => ItemContent;

const difference = (before: ItemContent | null, after: ItemContent, readable: Readable) =>
  before === null ? null : changesView(textChanges(readable(before), readable(after)));

/**
 * @param content the text that is to be approved now
 * @param readable makes of a text what this reader may read of it
 * @returns null where the item has not changed since the approver saw it, or is new to them
 */
export function seenBeforeView(
  history: ItemHistory,
  content: ItemContent,
  { person, directory }: { person: string; directory: Directory },
  readable: Readable,
) {
  const seen = seenBefore(history, person);
  if (seen === null) return null;
  const timeline = timelineOf(history, directory);
  const act = seen.act === null ? undefined : timeline[seen.act.index];
  const changes = difference(versionContent(history, seen.version.hash), content, readable);
  const now = history.context.version?.n ?? 0;
  return {
    seenVersion: seen.version.n,
    version: now,
    isOwn: seen.act?.isOwn === true,
    by: act?.by ?? null,
    did: act ? word('seenActs', act.event) : null,
    moment: act ? momentOf(act.at) : null,
    reasons: seen.sentBack.flatMap((index) => {
      const entry = timeline[index];
      return entry ? [entryView(history.id, entry)] : [];
    }),
    changes,
    isSame: changes !== null && changes.length === 0,
    href: seen.version.n === now ? null : `/punkter/${history.id}/version/${now}?mod=${seen.version.n}#aendringer`,
  };
}

/**
 * @param draft the text as the draft has it now
 * @returns null for a draft that nobody has sent back
 */
export function sentBackView(history: ItemHistory, draft: ItemContent, directory: Directory) {
  const back = sentBackToDraft(history);
  const entry = back && timelineOf(history, directory)[back.index];
  if (!back || !entry) return null;
  const changes = difference(versionContent(history, back.version.hash), draft, (content) => content);
  return { version: back.version.n, reason: entryView(history.id, entry), changes, isSame: changes?.length === 0 };
}
