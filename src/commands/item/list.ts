/** The secretariat takes a waiting item on the agenda of a meeting of the organ whose turn it is. */
import { z } from 'zod';
import { AGENDA } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import { notAllowedNow } from '#src/errors.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { headOf } from '#src/store/read-stream.ts';
import { itemAction } from './item-action.ts';
import { isAtMeeting } from './phases.ts';

/**
 * The item's stream owns this fact; the meeting receives it by signal, and an agenda that has been frozen meanwhile sends the
 * item back to waiting. Refused by `already-listed`, `organ-of-step` (409), 404 for an unknown meeting.
 */
export const listItem = itemAction({
  event: 'list',
  order: 120,
  input: z.strictObject({ item: Id, meeting: Id, part: Id.default(AGENDA) }),
  policy: bySecretariat,
  async prepare({ meeting, part }, { deps }) {
    const { organ } = (await headOf(deps.collections, 'meeting', meeting)).state.context;
    return {
      event(_, { listing }) {
        if (listing !== null) throw notAllowedNow('already-listed', { meeting: listing.meeting });
        return { type: 'list', meeting, organ, part };
      },
    };
  },
  page: { path: 'saet-paa', form: 'meeting' },
  offeredIn: (state) => !isAtMeeting(state),
});
