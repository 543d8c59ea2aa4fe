/** What may be done to a hearing over the API, by the event's name. */

import type { ApiEvent } from '#src/commands/action.ts';
import { CancelHearingInput, cancelHearing } from '#src/commands/hearing/cancel.ts';
import { ConcludeHearingInput, concludeHearing } from '#src/commands/hearing/conclude.ts';
import { ExtendHearingInput, extendHearing } from '#src/commands/hearing/extend.ts';
import { InvitePartiesInput, inviteParties } from '#src/commands/hearing/invite.ts';
import { ScheduleHearingInput, scheduleHearing } from '#src/commands/hearing/schedule.ts';
import { UninvitePartyInput, uninviteParty } from '#src/commands/hearing/uninvite.ts';

export const hearingEvents: Readonly<Record<string, ApiEvent>> = {
  invite: { run: inviteParties, input: InvitePartiesInput },
  uninvite: { run: uninviteParty, input: UninvitePartyInput },
  schedule: { run: scheduleHearing, input: ScheduleHearingInput },
  extend: { run: extendHearing, input: ExtendHearingInput },
  conclude: { run: concludeHearing, input: ConcludeHearingInput, isTextual: true },
  cancel: { run: cancelHearing, input: CancelHearingInput },
};
