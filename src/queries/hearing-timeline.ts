/** What an item's timeline says of its hearings: the window, each extension with its reason, and how many answered. */
import type { HearingContext } from '#machines/hearing/context.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import type { CommandDeps } from '#src/context.ts';
import { reasonIn } from '#src/documents/decision.ts';
import type { Directory } from '#src/people/directory.ts';
import { personName } from '#src/people/names.ts';
import { readStream } from '#src/store/read-stream.ts';
import { somebodyIn, type TransitionRecord } from '#src/store/record.ts';
import type { TimelineEntry } from './item-timeline.ts';

const TOLD = ['schedule', 'extend', 'graceEnds', 'cancel'];

/** @param hearings ids, as the item's context has them; @returns entries in no order of their own */
export async function hearingEntries(
  { collections, contents }: Pick<CommandDeps, 'collections' | 'contents'>,
  directory: Directory,
  hearings: readonly string[],
): Promise<TimelineEntry[]> {
  const streams = await Promise.all(hearings.map((id) => readStream(collections, id)));
  const records = streams.flat().filter(({ event }) => TOLD.includes(event.type));
  const reasons = await contents.readMany(records.flatMap((record) => reasonOf(record) ?? []));
  return records.map((record) => {
    const { event } = record;
    const acted = somebodyIn(record.actor);
    const reason = reasonIn(reasons.get(reasonOf(record) ?? ''));
    return {
      seq: record.seq,
      at: record.at,
      event: event.type,
      by: acted?.kind === 'person' ? personName(directory, acted.person) : null,
      office: null,
      onBehalfOf: null,
      version: null,
      about: null,
      weight: null,
      text: [sentenceOf(record), reason].filter(Boolean).join('\n') || null,
      meeting: null,
    };
  });
}

/** Hash of the reason that an extension or a cancellation was given; null for any other event. */
export const reasonOf = ({ event }: TransitionRecord): string | null =>
  (event.type === 'extend' || event.type === 'cancel') && 'reason' in event && typeof event.reason === 'string'
    ? event.reason
    : null;

function sentenceOf({ event, state }: TransitionRecord): string {
  const { window, answers, lateAnswers } = state.context as HearingContext;
  if (event.type === 'graceEnds') {
    return `${answers} svar${lateAnswers > 0 ? `, heraf ${lateAnswers} efter fristen` : ''}.`;
  }
  return event.type !== 'cancel' && window !== null ? `Svar senest ${momentInWords(window.closesAt)}.` : '';
}
