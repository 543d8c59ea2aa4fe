/** What a kind of deadline is. Each is a module of this folder. */
import type { DueEvent } from '#machines/effects.ts';
import type { Due } from '#machines/primitives.ts';

export interface DeadlineKind<Input> {
  /** The event that it turns into when it is due, also the key of its words among `deadlines` in templates/da.json. */
  event: DueEvent['type'];
  /** Its name in the basis that is stored with every deadline of this kind. */
  rule: string;
  /**
   * Who sees it besides the secretariat and the administrators: `readers`, whoever may read the stream; `secretariat`, nobody else.
   */
  shownTo: 'readers' | 'secretariat';
  /** @returns the instant and how it was found; null where there is no such deadline */
  dueFor(input: Input): Due | null;
}
