/** A state as a page shows it: its Danish word, and a colour that repeats the word and never replaces it. */
import { word } from '#src/words/words.ts';

const DONE = new Set(['completed', 'signed', 'ended', 'signature', 'done']);
const STOPPED = new Set(['withdrawn', 'void']);
const ATTENTION = new Set(['draft', 'travelling.organ.waiting', 'inSession', 'failed']);

export interface StateBadge {
  text: string;
  /** A class of ours, or empty for the ordinary look. */
  look: string;
}

export function stateBadge(state: string, list: 'states' | 'deliveryStates' = 'states'): StateBadge {
  const look = DONE.has(state)
    ? 'state-done'
    : STOPPED.has(state)
      ? 'state-stopped'
      : ATTENTION.has(state)
        ? 'state-attention'
        : '';
  return { text: word(list, state), look };
}
