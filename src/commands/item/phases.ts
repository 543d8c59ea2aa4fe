/** Where an item stands, as far as its page decides by it what is worth showing. */
import type { ItemTag } from '#machines/agenda-item/states.ts';
import { hasTag } from '#machines/states.ts';

/** @returns whether a stored state carries one of the tags */
export const inStateOf =
  (...tags: ItemTag[]) =>
  (state: string): boolean =>
    tags.some((tag) => hasTag('agenda-item', state, tag));

export const isDraft = inStateOf('drafting');
export const isWithdrawn = inStateOf('reopenable');
export const isUpForApproval = inStateOf('awaits-approval');
export const waitsForOrgan = inStateOf('awaits-agenda');
/** From the moment that it is put on an agenda until the meeting is over. */
export const isAtMeeting = inStateOf('awaits-meeting', 'treated');
/** On an agenda that the meeting has not treated yet. */
export const isOnAgenda = inStateOf('awaits-meeting');
