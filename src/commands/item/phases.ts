/** Where an item stands, as far as its page decides by it what is worth showing. */

export const isDraft = (state: string): boolean => state === 'draft';
export const isWithdrawn = (state: string): boolean => state === 'withdrawn';
export const isUpForApproval = (state: string): boolean => state === 'travelling.approval';
export const waitsForOrgan = (state: string): boolean => state === 'travelling.organ.waiting';
/** From the moment that it is put on an agenda until the meeting has treated it. */
export const isAtMeeting = (state: string): boolean => state.startsWith('travelling.organ.') && !waitsForOrgan(state);
/** On an agenda that the meeting has not treated yet. */
export const isOnAgenda = (state: string): boolean =>
  state === 'travelling.organ.listed' || state === 'travelling.organ.dispatched';
