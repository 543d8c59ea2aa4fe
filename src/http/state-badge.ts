/** A state as a page shows it: its Danish word, and a colour that repeats the word and never replaces it. */
import type { Badge } from '#machines/primitives.ts';
import type { MachineName } from '#machines/run.ts';
import { metaOf } from '#machines/states.ts';
import type { HearingStage } from '#src/queries/open-hearings.ts';
import { word } from '#src/words/words.ts';

export interface StateBadge {
  text: string;
  /** A class of ours, or empty for the ordinary look. */
  look: string;
}

const LOOKS: Record<Badge, string> = {
  plain: '',
  attention: 'state-attention',
  done: 'state-done',
  stopped: 'state-stopped',
};

/** @param state the path of a stored state of the machine */
export const stateBadge = (machine: MachineName, state: string): StateBadge => ({
  text: word('states', state),
  look: LOOKS[metaOf(machine, state).badge],
});

/** An item's state. @param stage of the hearing that it has come to; undefined before its window is open, and elsewhere */
export function itemBadge(state: string, stage: HearingStage | undefined): StateBadge {
  const badge = stateBadge('agenda-item', state);
  return stage === undefined ? badge : { ...badge, text: word('hearingStages', stage) };
}

const DELIVERY_BADGES = { open: 'plain', done: 'done', void: 'stopped', failed: 'attention' } as const;

/** How far a delivery has come. */
export const deliveryBadge = (state: keyof typeof DELIVERY_BADGES): StateBadge => ({
  text: word('deliveryStates', state),
  look: LOOKS[DELIVERY_BADGES[state]],
});
