/** Who may read an edition of a packet: whoever may read all that it holds. */
import { trusted } from 'mongoose';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { packetKey } from '#machines/meeting/packets.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { mayOpenClosedBilag } from '#src/policies/bilag-policies.ts';
import { mayReadMeeting } from '#src/policies/meeting-policies.ts';
import { isSecretariat } from '#src/policies/roles.ts';
import { mayRead } from '#src/queries/readable-items.ts';
import type { Edition } from '#src/store/models/edition.ts';
import type { ItemRow } from '#src/store/projections.ts';
import { PacketDocument, type PacketItem } from './document.ts';
import { scopeOf, supplementOf } from './packets-wanted.ts';

type Deps = Pick<CommandDeps, 'collections' | 'contents'>;

export interface Reader {
  actor: Actor;
  meeting: MachineState<MeetingContext>;
}

/**
 * The secretariat reads every edition. Everybody else reads an edition that has been sent and all of whose items they may read, closed
 * bilag included; the public's, which has nothing closed in it, is for whoever may read the meeting. The packet of one item follows the
 * item. What has not been sent (a draft, an edition that is ahead of its dispatch) is for those alone who may read all of it as it is.
 */
export async function mayReadEdition(deps: Deps, reader: Reader, edition: Edition): Promise<boolean> {
  const { actor, meeting } = reader;
  if (edition.state !== 'done') return false;
  if (isSecretariat(actor)) return true;
  const isItems = scopeOf(edition.scope)?.kind === 'item';
  if (!isItems && !mayReadMeeting(actor, { state: meeting }).ok) return false;
  const sent = wasSent(meeting.context, edition);
  if (sent && edition.variant === 'public') return true;
  const document = PacketDocument.safeParse(await deps.contents.read(edition.document));
  if (!document.success) return false;
  const ids = document.data.items.flatMap(({ item }) => item ?? []);
  const rows = await deps.collections.items.find({ _id: trusted({ $in: ids }) }).lean();
  const byId = new Map(rows.map((row) => [row._id, row]));
  return document.data.items.every((item) => mayReadAllOf(reader, item, byId.get(item.item ?? '')));
}

/** Whether the meeting's stream has taken the edition down, and so whoever it is for has it. */
export function wasSent({ packets }: MeetingContext, { scope, variant, edition }: Edition): boolean {
  const named = scopeOf(scope);
  if (named === null || named.kind === 'item' || (variant !== 'members' && variant !== 'public')) return false;
  return edition <= (packets?.[packetKey({ supplement: supplementOf(named), variant })] ?? 0);
}

const isClosed = ({ openness, bilag }: PacketItem): boolean =>
  openness === 'closed' || bilag.some((each) => each.openness === 'closed');

/** Whether an edition has anything closed in it. One whose document cannot be read counts as closed. */
export async function hasClosed({ contents }: Pick<Deps, 'contents'>, edition: Edition): Promise<boolean> {
  if (edition.variant === 'public') return false;
  const document = PacketDocument.safeParse(await contents.read(edition.document));
  return !document.success || document.data.items.some(isClosed);
}

function mayReadAllOf({ actor, meeting }: Reader, item: PacketItem, row: ItemRow | undefined) {
  // What the meeting has sent to its members is theirs, before each item has received it too.
  if (isSentTo(actor, meeting.context, item.part)) return true;
  if (row === undefined) return false;
  const target = { state: { value: row.state, context: row.context }, stepIsVacant: false };
  return mayRead(actor, row) && (!isClosed(item) || mayOpenClosedBilag(actor, target));
}

const isSentTo = (actor: Actor, { organ, parts }: MeetingContext, part: string): boolean =>
  actor.organs.includes(organ) && parts.some(({ id, phase }) => id === part && phase === 'dispatched');
