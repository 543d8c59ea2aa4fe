/** A deadline as a line of a page: when, what, what happens then, how the time was found, and how it ended if it has. */

import { momentOf } from '#src/calendar/danish-dates.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { isShownToReaders } from '#src/deadlines/registry.ts';
import { deadlinesOf } from '#src/queries/deadlines.ts';
import type { DeadlineRow } from '#src/store/models/deadline.ts';
import { deadlineSentence } from '#src/words/deadline-sentence.ts';
import { formatElapsed } from '#src/words/elapsed.ts';
import { deadlineWordsOf, sentenceOf } from '#src/words/words.ts';

export interface DeadlineLine {
  moment: string;
  /** ISO instant. */
  iso: string;
  what: string;
  consequence: string;
  sentence: string | null;
  light: { text: string; look: string };
  /** Why it was late, or what came of it instead. */
  remark: string | null;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Workers look every minute: what has been due for longer is a sign that none does. */
const NOTICED_MS = 5 * MINUTE;
const SOON_MS = 2 * DAY;

/** @param now the service's time */
export function deadlineLine(row: DeadlineRow, now: Date): DeadlineLine {
  const iso = row.dueAt.toISOString();
  const words = deadlineWordsOf(row.kind);
  return {
    moment: momentInWords(iso),
    iso,
    what: words.what,
    consequence: words.consequence,
    sentence: deadlineSentence(iso, row.basis),
    light: lightOf(row, now),
    remark: remarkOf(row),
  };
}

/**
 * What is still to come on one item, meeting or hearing, for the partial `deadline-list`.
 * @param seesAll whether the reader sees more than what is shown to everybody who may read the stream
 */
export async function deadlinesAheadOf(
  deps: Parameters<typeof deadlinesOf>[0],
  stream: string,
  now: Date,
  seesAll = true,
): Promise<DeadlineLine[]> {
  const rows = await deadlinesOf(deps, stream);
  return rows
    .filter(({ state, kind }) => state === 'pending' && (seesAll || isShownToReaders(kind)))
    .map((row) => deadlineLine(row, now));
}

function lightOf({ state, late, dueAt }: DeadlineRow, now: Date): DeadlineLine['light'] {
  if (state === 'void') return { text: 'Bortfaldet', look: 'state-stopped' };
  if (state === 'done')
    return late ? { text: 'Kom for sent', look: 'state-late' } : { text: 'Sket', look: 'state-done' };
  const ahead = dueAt.getTime() - now.getTime();
  if (ahead < -NOTICED_MS)
    return { text: `Overskredet ${formatElapsed(dueAt, now).replace(/^i /, 'med ')}`, look: 'state-late' };
  if (ahead <= 0) return { text: 'Sker nu', look: 'state-attention' };
  // A wait that is turned round is read forwards.
  const left = formatElapsed(now, dueAt).replace(/^i /, 'om ');
  return { text: left === 'lige nu' ? 'Sker nu' : left, look: ahead < SOON_MS ? 'state-attention' : 'state-done' };
}

function remarkOf({ state, late, note, dueAt, closedAt }: DeadlineRow): string | null {
  if (state === 'void') return note === null ? null : sentenceOf(note).text;
  if (state !== 'done' || !late || closedAt === null) return null;
  const delay = formatElapsed(dueAt, closedAt).replace(/^i /, '');
  return `Det skete først ${momentOf(closedAt)}, ${delay} for sent, fordi tjenesten ikke var i gang.`;
}
