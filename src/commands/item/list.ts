/** The secretariat takes a waiting item on the agenda of a meeting of the organ whose turn it is. */
import { z } from 'zod';
import { AGENDA, type MeetingContext } from '#machines/meeting/context.ts';
import type { ItemToMeetingEvent } from '#machines/meeting/events.ts';
import { meetingRules, TAKES_ITEM } from '#machines/meeting/rules.ts';
import { firstBroken } from '#machines/needs.ts';
import { Id } from '#machines/primitives.ts';
import { type MachineState, machines, restore, step } from '#machines/run.ts';
import { notAllowedNow } from '#src/errors.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { headOf } from '#src/store/read-stream.ts';
import { itemAction } from './item-action.ts';
import { isAtMeeting } from './phases.ts';

type ItemListed = Extract<ItemToMeetingEvent, { type: 'itemListed' }>;

/**
 * The item's stream owns this fact, and the meeting receives it by signal: so the meeting is asked beforehand whether it would take
 * the item. Refused by `already-listed`, `organ-of-step`, `part-open`, `agenda-has-room`, `item-not-numbered`, `not-in-this-state`
 * (409), 404 for an unknown meeting.
 */
export const listItem = itemAction({
  event: 'list',
  order: 120,
  input: z.strictObject({ item: Id, meeting: Id, part: Id.default(AGENDA) }),
  policy: bySecretariat,
  restsOn: ({ meeting }) => [meeting],
  async prepare({ meeting, part }, { deps }) {
    const { state } = await headOf(deps.collections, 'meeting', meeting);
    const { organ } = state.context;
    return {
      event(_, { item, listing, turn }) {
        if (listing !== null) throw notAllowedNow('already-listed', { meeting: listing.meeting });
        const rule = whyNotTaken(state, { type: 'itemListed', item, part, turn: turn + 1 });
        if (rule !== null) throw notAllowedNow(rule, { meeting, part });
        return { type: 'list', meeting, organ, part };
      },
    };
  },
  page: { path: 'saet-paa', form: 'meeting' },
  offeredIn: (state) => !isAtMeeting(state),
});

/** The rule by which the meeting would send the item back; null where it would take it. */
function whyNotTaken(state: MachineState<MeetingContext>, listed: ItemListed): string | null {
  const { meeting } = machines;
  const result = step(meeting, restore(meeting, state), listed);
  const isTaken =
    result.accepted &&
    (result.snapshot.context as MeetingContext).items.some(
      ({ item, part }) => item === listed.item && part === listed.part,
    );
  return isTaken ? null : (firstBroken(meetingRules, TAKES_ITEM, state.context, listed) ?? 'not-in-this-state');
}
