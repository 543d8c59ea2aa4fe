/** Why the agenda that an item stands on was sent after its deadline, in the secretariat's words. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { CommandDeps } from '#src/context.ts';
import { reasonIn } from '#src/documents/decision.ts';

/** @returns of the meeting that the item is on, or was on last; null where it was sent in time */
export async function lateReasonOf(
  { collections, contents }: Pick<CommandDeps, 'collections' | 'contents'>,
  item: string,
  { listing, treatments }: ItemContext,
): Promise<string | null> {
  const meeting = listing?.meeting ?? treatments.at(-1)?.meeting;
  const row = meeting === undefined ? null : await collections.meetings.findOne({ _id: meeting }).lean();
  if (row === null) return null;
  const { items, parts } = row.context as MeetingContext;
  const part = items.find((listed) => listed.item === item)?.part;
  const hash = parts.find(({ id }) => id === part)?.lateReason ?? null;
  return hash === null ? null : reasonIn(await contents.read(hash));
}
