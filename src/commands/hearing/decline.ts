/** A party says that it will not answer; it may still change its mind. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { type PartyRequest, partyAction } from './hearing-action.ts';

/** Refused by `party-invited`, `party-not-answered` (409). */
export const declineHearing = partyAction({
  event: 'decline',
  input: z.strictObject({ hearing: Id }),
  prepare: (_, { request }: { request: PartyRequest & { party: string }; id: string }) => ({
    event: { type: 'decline', party: request.party },
  }),
});
