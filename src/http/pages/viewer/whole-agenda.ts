/** "Åbn hele dagsordenen": the newest packet of a whole meeting that a reader may have, and where it is shown. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { App } from '#src/context.ts';
import { type PacketEntry, packetList, type ReadyEdition } from '#src/packets/packet-list.ts';
import { fileSize } from '../item/item-text.ts';

type Deps = Pick<App, 'collections' | 'contents'>;

/** Who may have several reads the fullest. */
const READ_FIRST: readonly PacketEntry['variant'][] = ['members', 'public', 'draft'];

export interface WholeAgenda {
  variant: PacketEntry['variant'];
  edition: ReadyEdition;
}

/** @param meeting as it stands; that the reader may read it has been judged. @returns null where nothing is ready */
export async function wholeAgenda(
  deps: Deps,
  actor: Actor,
  meeting: MachineState<MeetingContext>,
): Promise<WholeAgenda | null> {
  const whole = (await packetList(deps, actor, meeting)).filter(({ scope }) => scope === 'all');
  for (const variant of READ_FIRST) {
    const edition = whole.find((each) => each.variant === variant)?.edition;
    if (edition) return { variant, edition };
  }
  return null;
}

/** What pages show of it: the button, what it opens, or that it will be there later. */
export interface AgendaButton {
  /** Null while the file is being made. */
  href: string | null;
  /** "Udgave 2 · 84 sider · 12 MB" */
  facts: string;
}

/**
 * The button of a meeting's page and of "Mine møder".
 * @returns null where there is no button: nothing has been sent, and nothing is ready
 */
export async function agendaButton(
  deps: Deps,
  actor: Actor,
  meeting: MachineState<MeetingContext>,
): Promise<AgendaButton | null> {
  const { context } = meeting;
  const found = await wholeAgenda(deps, actor, meeting);
  if (found) return { href: `/moeder/${context.meeting}/pakke/vis`, facts: factsOf(found.edition) };
  const isSent = context.parts.some(({ phase }) => phase === 'dispatched');
  return isSent
    ? {
        href: null,
        facts: 'Dagsorden og bilag samles lige nu i én fil. Den er her om lidt; imens kan hvert punkt læses for sig.',
      }
    : null;
}

export const factsOf = ({ edition, pages, size }: ReadyEdition): string =>
  `Udgave ${edition} · ${pages} ${pages === 1 ? 'side' : 'sider'} · ${fileSize(size)}`;
