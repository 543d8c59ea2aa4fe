/** What may be done to a hearing over the API, by the event's name. */
import { cancelHearing } from '#src/commands/cancel-hearing.ts';
import { concludeHearing } from '#src/commands/conclude-hearing.ts';
import { extendHearing } from '#src/commands/extend-hearing.ts';
import { inviteParties } from '#src/commands/invite-parties.ts';
import { scheduleHearing } from '#src/commands/schedule-hearing.ts';
import { uninviteParty } from '#src/commands/uninvite-party.ts';
import type { RunCommand } from './item-events.ts';

export const hearingEvents: Readonly<Record<string, RunCommand>> = {
  invite: inviteParties,
  uninvite: uninviteParty,
  schedule: scheduleHearing,
  extend: extendHearing,
  conclude: concludeHearing,
  cancel: cancelHearing,
};
