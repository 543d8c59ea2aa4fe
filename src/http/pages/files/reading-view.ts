/** What an editor shows of a file whose text a machine can read, with the one button that may be pressed next. Pure. */
import type { TextReading } from '#src/queries/text-reading.ts';
import { word } from '#src/words/words.ts';

export interface ReadingView {
  state: TextReading['state'];
  /** What is being done, and how many pages of how many. */
  busy: string | null;
  done: number;
  of: number;
  text: string | null;
  failure: string | null;
  button: string | null;
  /** What the button does: has the text read, takes the new file, or goes back to the old one. */
  verb: 'read' | 'use' | 'undo' | null;
  /** What the form says where no script does it. */
  press: string;
  /** JSON of the file to which `undo` goes back. */
  before: string;
}

type Button = readonly [verb: NonNullable<ReadingView['verb']>, key: string];

const BUTTONS: Partial<Record<TextReading['state'], Button>> = {
  offered: ['read', 'offered'],
  failed: ['read', 'again'],
  done: ['use', 'use'],
  replaced: ['undo', 'undo'],
};
const TEXTS: readonly TextReading['state'][] = ['not-installed', 'done'];

/** @param hash the file's */
export function readingView({ state, progress, failure, before }: TextReading, hash: string): ReadingView {
  const [verb, key] = BUTTONS[state] ?? [null, null];
  return {
    state,
    busy: state === 'wanted' ? busyWords(progress) : null,
    done: progress?.done ?? 0,
    of: progress?.of ?? 0,
    text: TEXTS.includes(state) ? word('textReading', state) : null,
    failure: failure?.text ?? null,
    button: key && word('textReading', key),
    verb,
    press: `${verb}-bilag-${hash}`,
    before: before ? JSON.stringify(before) : '',
  };
}

const busyWords = (progress: TextReading['progress']): string =>
  progress === null
    ? word('textReading', 'wanted')
    : word('textReading', 'progress').replace('{done}', String(progress.done)).replace('{of}', String(progress.of));
