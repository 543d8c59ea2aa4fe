/** Meetings that have ended, and people who answer for their protocols: over the commands themselves, on a real store. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import { listItem } from '#src/commands/item/list.ts';
import { beginMeeting } from '#src/commands/meeting/begin.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { endMeeting } from '#src/commands/meeting/end.ts';
import { freezeAgenda } from '#src/commands/meeting/freeze.ts';
import { recordAttendance } from '#src/commands/meeting/record-attendance.ts';
import { recordDecision } from '#src/commands/meeting/record-decision.ts';
import { requestSignatures } from '#src/commands/meeting/request-signatures.ts';
import { signProtocol } from '#src/commands/meeting/sign.ts';
import type { CommandRequest } from '#src/context.ts';
import { DEMO_ORGANS } from '#src/dev/demo/people-data.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { REASON, situationsIn } from '../commands/situations.ts';
import { planOf, type Town, textOf } from '../commands/town.ts';

export const MINUTE = 60_000;

/** Who sits in an organ of the demo, in its order. */
const seats = (organ: string) => DEMO_ORGANS.find(({ id }) => id === organ)?.members ?? [];
export const membersOf = (organ: string): string[] => seats(organ).flatMap(({ person }) => person ?? []);

interface Held {
  organ?: string;
  members?: string[];
  chair?: string | null;
  guests?: string[];
  openness?: 'open' | 'closed';
}

export function endedMeetings(town: Town) {
  const at = situationsIn(town);
  const { run, settle } = at;

  /** A meeting with one item that everything is decided on. */
  async function ended({ organ = 'organ-oek', members, chair = null, guests = [], openness = 'open' }: Held = {}) {
    const meeting = await at.meeting(organ);
    const content = { ...textOf('Udbud af varmeværket'), openness };
    const item = await town.submitted(planOf([], organ), content);
    await run(listItem.run, 'secretary', { item, meeting });
    await settle();
    await run(freezeAgenda.run, 'secretary', { meeting, part: 'agenda' });
    await settle();
    await run(dispatchAgenda.run, 'secretary', { meeting, part: 'agenda', lateReason: REASON });
    await settle();
    await run(beginMeeting.run, 'secretary', { meeting });
    const present = members ?? membersOf(organ);
    const names = seats(organ)
      .filter(({ person }) => person !== null && present.includes(person))
      .map(({ printedName, party }) => (party ? `${printedName} (${party})` : printedName));
    const attendance = { present: [...names, ...guests], absences: [] };
    await run(recordAttendance.run, 'secretary', { meeting, attendance, members: present, chair });
    await run(recordDecision.run, 'secretary', {
      meeting,
      item,
      text: richTextOf('Planen godkendes.'),
      outcomes: [{ clause: 1, code: 'GODKENDT', effect: 'END' }],
      absences: [],
    });
    await run(endMeeting.run, 'secretary', { meeting });
    await settle();
    return { meeting, item };
  }

  const context = async (meeting: string) => (await town.app.readHead(meeting))?.state.context as MeetingContext;
  /** The hash that is out for signature. */
  const protocolIn = async (meeting: string) => (await context(meeting)).signatures.protocol ?? '';

  /** Somebody with a session in which a code was entered so many milliseconds ago. */
  async function signer(person: string, codeAge = 0, cause = `${person}:${Math.random()}`): Promise<CommandRequest> {
    const name = (await town.app.directory.current()).people.get(person)?.name ?? person;
    const now = await town.app.clock.now();
    return {
      actor: { person, name, roles: ['member'], offices: [], organs: [], standsInFor: [] },
      cause,
      freshCodeAt: new Date(now.getTime() - codeAge),
    };
  }

  return {
    ...at,
    ended,
    context,
    protocolIn,
    signer,
    /** The protocol is out for signature. */
    async asked(held: Held = {}) {
      const { meeting, item } = await ended(held);
      await run(requestSignatures.run, 'secretary', { meeting });
      return { meeting, item, protocol: await protocolIn(meeting) };
    },
    sign: async (person: string, meeting: string, protocol: string, reservation: string | null = null) =>
      signProtocol.run(town.app, await signer(person), { meeting, protocol, reservation }),
  };
}
