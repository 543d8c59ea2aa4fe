/** What somebody who runs hearings has to do with them: plan, send out, look after what bounced or came late, conclude. */
import { trusted } from 'mongoose';
import { hasTag, statesWith } from '#machines/states.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { handlesItems, isSecretariat } from '#src/policies/roles.ts';
import type { HearingRow, ItemRow } from '#src/store/projections.ts';
import { type ItemName, namesOf, UNTITLED } from './item-titles.ts';
import { writtenBy } from './written-by.ts';

type HearingNeed = 'plan' | 'schedule' | 'bounced' | 'late' | 'conclude';

export interface HearingTask extends ItemName {
  item: string;
  /** Null while the hearing is still to be planned. */
  hearing: string | null;
  state: string;
  /** ISO instant of the latest transition. */
  since: string;
  needs: HearingNeed[];
  /** Invitations that could not be delivered, and answers that came late. */
  bounced: number;
  late: number;
}

const LIMIT = 200;
const INVITING = ['hearing-invitation', 'hearing-reminder', 'hearing-extended'];

/** @returns null for somebody who runs no hearings: neither officer nor secretariat */
export async function hearingTasksOf(
  { collections, contents }: Pick<CommandDeps, 'collections' | 'contents'>,
  actor: Actor,
): Promise<HearingTask[] | null> {
  if (!handlesItems(actor)) return null;
  const all = isSecretariat(actor);
  const mine = await collections.items
    .find({
      ...(all ? {} : writtenBy(actor)),
      state: trusted({ $in: statesWith('agenda-item', 'in-hearing') }),
    })
    .sort({ at: 1 })
    .limit(LIMIT)
    .lean();
  const hearings = await collections.hearings
    .find({
      item: trusted({ $in: mine.map(({ _id }) => _id) }),
      state: trusted({ $in: statesWith('hearing', 'running') }),
    })
    .lean();
  const byItem = new Map(hearings.map((row) => [row.item, row]));
  const [names, bounced] = await Promise.all([
    namesOf({ collections, contents }, mine),
    bouncedIn(collections, [...byItem.values()]),
  ]);
  return mine.flatMap((row) => taskOf(row, byItem.get(row._id), names, bounced) ?? []);
}

function taskOf(
  { _id: item, at, state: itemState }: ItemRow,
  row: HearingRow | undefined,
  names: Map<string, ItemName>,
  bounced: Map<string, number>,
): HearingTask | null {
  const failed = row === undefined ? 0 : (bounced.get(row._id) ?? 0);
  const late = row?.context.lateAnswers ?? 0;
  const needs: HearingNeed[] = [
    ...(row === undefined ? ['plan' as const] : []),
    ...(row && hasTag('hearing', row.state, 'being-planned') && row.context.window === null
      ? ['schedule' as const]
      : []),
    ...(failed > 0 ? ['bounced' as const] : []),
    ...(late > 0 ? ['late' as const] : []),
    ...(row && hasTag('hearing', row.state, 'to-conclude') ? ['conclude' as const] : []),
  ];
  if (needs.length === 0) return null;
  const { _id: hearing = null, state = itemState, at: since = at } = row ?? {};
  return { ...(names.get(item) ?? UNTITLED), item, hearing, state, since, needs, bounced: failed, late };
}

/** How many parties of each hearing could not be reached; a party counts once. */
async function bouncedIn(
  collections: CommandDeps['collections'],
  hearings: readonly HearingRow[],
): Promise<Map<string, number>> {
  if (hearings.length === 0) return new Map();
  const rows = await collections.deliveries
    .find({
      state: 'failed',
      stream: trusted({ $in: hearings.map(({ _id }) => _id) }),
      'effect.params.template': trusted({ $in: INVITING }),
    })
    .lean();
  const parties = new Set(
    rows.map(({ stream, effect }) =>
      effect.kind === 'mail' && 'party' in effect.params.to ? `${stream} ${effect.params.to.party}` : stream,
    ),
  );
  const counts = new Map<string, number>();
  for (const key of parties) {
    const [hearing = ''] = key.split(' ');
    counts.set(hearing, (counts.get(hearing) ?? 0) + 1);
  }
  return counts;
}
