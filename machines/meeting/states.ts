/** What is true of a meeting in each of its states. Whoever asks names a tag and not a state. */
import type { Badge } from '../primitives.ts';

export type MeetingTag =
  /** It may be moved to another day. */
  | 'movable'
  /** Items are put on its agenda. */
  | 'collects-items'
  /** Direction and chair may go through the agenda before it is frozen. */
  | 'reviewable'
  /** A custom that many organs do without: shown on the way only where it happens. */
  | 'optional'
  /** The main agenda has not been sent. */
  | 'unsent'
  /** Supplementary agendas may be opened. */
  | 'opens-parts'
  | 'sent'
  /** Its members are called to it: sent, and not over. */
  | 'calls-members'
  | 'in-session'
  /** Has begun: nothing is kept back from its members any more. */
  | 'held'
  | 'takes-decisions'
  /** Has ended, whatever its protocol still waits for. */
  | 'over'
  /** Takes place no more. */
  | 'called-off'
  /** Nobody looks forward to it: it has ended, or was cancelled. */
  | 'past'
  /** The protocol is read once more before anybody is asked to sign. */
  | 'protocol-in-the-making'
  | 'awaits-signatures'
  /** Nobody has anything to do with it. */
  | 'at-rest';

export interface MeetingMeta {
  phase: 'preparation' | 'sent' | 'session' | 'protocol' | 'done';
  waitsFor: 'secretariat' | 'signers' | 'nobody';
  badge: Badge;
}
