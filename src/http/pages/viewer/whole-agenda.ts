/** "Åbn hele dagsordenen": the newest packet of a whole meeting that a reader may have, and where it is shown. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { PacketEntry, ReadyEdition } from '#src/packets/packet-list.ts';
import { fileSize } from '../item/item-text.ts';

/** Who may have several reads the fullest. */
const READ_FIRST: readonly PacketEntry['variant'][] = ['members', 'public', 'draft'];

export interface WholeAgenda {
  variant: PacketEntry['variant'];
  edition: ReadyEdition;
}

/** @param entries the meeting's packets as this reader may see them. @returns null where nothing is ready */
export function wholeAgenda(entries: readonly PacketEntry[]): WholeAgenda | null {
  const whole = entries.filter(({ scope }) => scope === 'all');
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
 * @param entries the meeting's packets as this reader may see them
 * @returns null where there is no button: nothing has been sent, and nothing is ready
 */
export function agendaButton(context: MeetingContext, entries: readonly PacketEntry[]): AgendaButton | null {
  const found = wholeAgenda(entries);
  if (found) return { href: `/moeder/${context.meeting}/pakke/vis`, facts: factsOf(found.edition) };
  const isSent = context.parts.some(({ phase }) => phase === 'dispatched');
  return isSent
    ? {
        href: null,
        facts: 'Dagsorden og bilag samles lige nu i én fil. Den er her om lidt; imens kan hvert punkt læses for sig.',
      }
    : null;
}

export const factsOf = ({ edition, pages, size }: Pick<ReadyEdition, 'edition' | 'pages' | 'size'>): string =>
  `Udgave ${edition} · ${pages} ${pages === 1 ? 'side' : 'sider'} · ${fileSize(size)}`;
