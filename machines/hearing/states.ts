/** What is true of a hearing in each of its states. Whoever asks names a tag and not a state. */
import type { Badge } from '../primitives.ts';

export type HearingTag =
  /** Its window may be set; nobody has been written to. */
  | 'being-planned'
  /** Neither concluded nor cancelled. */
  | 'running'
  | 'in-window'
  /** Parties are asked to answer, and answers may still be in time. */
  | 'asks-for-answers'
  /** Answers are taken, in time or late. */
  | 'takes-answers'
  /** Somebody has to write its note. */
  | 'to-conclude'
  | 'has-conclusion'
  | 'called-off';

export interface HearingMeta {
  phase: 'planning' | 'window' | 'conclusion' | 'done';
  waitsFor: 'officer' | 'parties' | 'nobody';
  badge: Badge;
}
