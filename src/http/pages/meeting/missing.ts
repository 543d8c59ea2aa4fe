/** What the meeting's page says of its packets: the panel, and what they do not print as it was written. */
import { AGENDA, type MeetingContext } from '#machines/meeting/context.ts';
import type { Actor } from '#src/auth/actor.ts';
import { alteredItems } from '#src/commands/meeting/altered-items.ts';
import { missingBilag } from '#src/commands/meeting/missing-bilag.ts';
import type { App } from '#src/context.ts';
import { type PacketEntry, packetList } from '#src/packets/packet-list.ts';
import type { MeetingView } from '#src/queries/meeting-page.ts';
import { failureSentence } from '#src/words/rendition-words.ts';
import { faultLine, packetPanel } from '../packets/panel.ts';
import { agendaButton, wholeAgenda } from '../viewer/whole-agenda.ts';

/** By the part, in words; only parts that are ready to be sent and lack something: the secretariat answers for it before it sends them. */
export type MissingByPart = ReadonlyMap<string, { one: boolean; bilag: string[]; items: string[] }>;

export const packetsOf = async (
  deps: Pick<App, 'collections' | 'contents' | 'directory'>,
  actor: Actor,
  view: Pick<MeetingView, 'state' | 'seq'>,
) => {
  const { context } = view.state;
  const [entries, missing] = await Promise.all([packetList(deps, actor, view.state), missingByPart(deps, view)]);
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
  { state: { context }, seq }: Pick<MeetingView, 'state' | 'seq'>,
): Promise<MissingByPart> {
  const frozen = context.parts.filter(({ phase }) => phase === 'frozen');
  const found = await Promise.all(
    frozen.map(async ({ id }) => {
      const [bilag, items] = await Promise.all([
        missingBilag(deps, context, id),
        alteredItems(deps, context.meeting, id === AGENDA ? null : id, seq),
      ]);
      return { id, bilag, items };
    }),
  );
  return new Map(
    found
      .filter(({ bilag, items }) => bilag.length > 0 || items.length > 0)
      .map(({ id, bilag, items }) => [
        id,
        {
          one: bilag.length === 1,
          bilag: bilag.map(
            ({ label, title, failure }) => `Bilag ${label} ${title}: ${failureSentence(failure, title)}`,
          ),
          items: items.map(faultLine),
        },
      ]),
  );
}
