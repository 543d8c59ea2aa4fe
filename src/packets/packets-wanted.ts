/** Which packets a meeting should have, by how far each part of its agenda has come. Pure. */
import { AGENDA, itemsOfPart, type MeetingContext, type Part, TAKEN_UP } from '#machines/meeting/context.ts';
import { packetScope } from '#machines/meeting/packets.ts';
import { Scope, type Variant } from './document.ts';

export interface PacketOf {
  scope: Scope;
  variant: Variant;
}

const PART = 'part-';

/** The name of a scope in ids and addresses: `all`, `part-<part>`, or the id of an item, which begins with `item-`. */
export const scopeKey = (scope: Scope): string =>
  scope.kind === 'item' ? scope.item : packetScope(supplementOf(scope));

/** The way back; null for what names no scope. */
export const scopeOf = (key: string): Scope | null => {
  if (key === 'all') return { kind: 'all' };
  const scope = key.startsWith(PART) ? { kind: 'part', part: key.slice(PART.length) } : { kind: 'item', item: key };
  const parsed = Scope.safeParse(scope);
  return parsed.success && (scope.kind === 'part' || key.startsWith('item-')) ? parsed.data : null;
};

/**
 * The whole of it, and each supplement by itself. Before its freeze a draft; from then on what members and the public get. Packets of
 * one item are built when somebody asks for one.
 */
export function packetsWanted(context: MeetingContext): PacketOf[] {
  const parts = context.parts.filter(({ id }) => id !== TAKEN_UP && itemsOfPart(context, id).length > 0);
  return parts.flatMap((part) => {
    const scope: Scope = part.id === AGENDA ? { kind: 'all' } : { kind: 'part', part: part.id };
    return variantsOf(part).map((variant) => ({ scope, variant }));
  });
}

const variantsOf = ({ phase }: Part): Variant[] => (phase === 'open' ? ['draft'] : ['members', 'public']);

/** Whether the meeting's stream takes such an edition down when it is ready: drafts and packets of one item are never sent. */
export const isReleased = ({ scope, variant }: { scope: string; variant: string }): boolean =>
  variant !== 'draft' && !scope.startsWith('item-');

/** Whether what the packet holds has been sent to its readers; a draft and the packet of an item are never sent. */
export const isSent = (context: MeetingContext, { scope, variant }: PacketOf): boolean => {
  if (!isReleased({ scope: scopeKey(scope), variant })) return false;
  const part = supplementOf(scope) ?? AGENDA;
  return context.parts.some(({ id, phase }) => id === part && phase === 'dispatched');
};

/** How the meeting's stream names a packet that was sent. */
export const supplementOf = (scope: Scope): string | null => (scope.kind === 'part' ? scope.part : null);
