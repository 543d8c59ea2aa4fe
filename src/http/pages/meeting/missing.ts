/** What the meeting's page says of its packets: the panel, and the bilag of which no PDF can be made. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { missingBilag } from '#src/commands/meeting/missing-bilag.ts';
import type { App } from '#src/context.ts';
import { type PacketEntry, packetList } from '#src/packets/packet-list.ts';
import { failureSentence } from '#src/words/rendition-words.ts';
import { packetPanel } from '../packets/panel.ts';
import { agendaButton, wholeAgenda } from '../viewer/whole-agenda.ts';

/** By the part, in words; only parts that are ready to be sent and lack something: the secretariat answers for it before it sends them. */
export type MissingByPart = ReadonlyMap<string, { one: boolean; lines: string[] }>;

export const packetsOf = async (
  deps: Pick<App, 'collections' | 'contents' | 'directory'>,
  actor: Actor,
  meeting: MachineState<MeetingContext>,
) => {
  const { context } = meeting;
  const [entries, missing] = await Promise.all([packetList(deps, actor, meeting), missingByPart(deps, context)]);
  return {
    shown: {
      materiale: await packetPanel(deps, actor, context, entries),
      wholeAgenda: agendaButton(context, entries),
    },
    packet: packetShown(context, entries),
    missing,
  };
};

/** Where the items are shown in the packet that this reader has of them all. */
function packetShown(context: MeetingContext, entries: readonly PacketEntry[]) {
  const href = agendaButton(context, entries)?.href ?? null;
  return href === null ? null : { href, hasClosed: wholeAgenda(entries)?.variant !== 'public' };
}

async function missingByPart(
  deps: Pick<App, 'collections' | 'contents'>,
  context: MeetingContext,
): Promise<MissingByPart> {
  const frozen = context.parts.filter(({ phase }) => phase === 'frozen');
  const found = await Promise.all(frozen.map(async ({ id }) => [id, await missingBilag(deps, context, id)] as const));
  return new Map(
    found
      .filter(([, missing]) => missing.length > 0)
      .map(([id, missing]) => [
        id,
        {
          one: missing.length === 1,
          lines: missing.map(
            ({ label, title, failure }) => `Bilag ${label} ${title}: ${failureSentence(failure, title)}`,
          ),
        },
      ]),
  );
}
