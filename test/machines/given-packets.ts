/** Building blocks of the machines' tests: the packets of a meeting. */
import { AGENDA } from '#machines/meeting/context.ts';
import type { MeetingEvent } from '#machines/meeting/events.ts';
import { hash } from './given.ts';

/** The next edition of the members' packet has become ready: of a supplement, or of all that has been sent. */
export const packetBuilt = (part = AGENDA, edition = 1): MeetingEvent => ({
  type: 'packetBuilt',
  supplement: part === AGENDA ? null : part,
  variant: 'members',
  edition,
  manifest: hash(900 + edition),
});
