/** Many items of one officer are handed over at once: each by its own command, and one mail tells of all. */
import { z } from 'zod';
import { MAX_HANDED_OVER } from '#machines/effects.ts';
import { Id } from '#machines/primitives.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { badInput, isRefusal } from '#src/errors.ts';
import { byAuthorChiefOrSecretariat } from '#src/policies/item-policies.ts';
import { readInput } from '#src/read-input.ts';
import { UNFINISHED } from '#src/store/item-filters.ts';
import { enterMail, releaseMail, withdrawMail } from '#src/store/ledger.ts';
import type { ItemRow } from '#src/store/projections.ts';
import { sha256 } from '#src/store/record.ts';
import { reasonGiven } from '../documents.ts';
import { assertWritesItems } from './assert-writes-items.ts';
import { handOverItem } from './hand-over.ts';

export const HandOverAllInput = z.strictObject({
  from: Id,
  to: Id,
  items: z.array(Id).min(1).max(MAX_HANDED_OVER),
  reason: z.string().trim().max(5_000).default(''),
});

/** The items that somebody is the officer of and the actor may hand over, but for those that have come to rest; oldest first. */
export async function itemsToHandOver(
  { collections }: Pick<CommandDeps, 'collections'>,
  actor: Actor,
  officer: string,
): Promise<ItemRow[]> {
  const rows = await collections.items
    .find({ owner: officer, ...UNFINISHED })
    .sort({ at: 1 })
    .limit(MAX_HANDED_OVER)
    .lean();
  return rows.filter(
    ({ state: value, context }) =>
      byAuthorChiefOrSecretariat(actor, { state: { value, context }, stepIsVacant: false }).ok,
  );
}

/**
 * @returns the items that were handed over, and those that were not with the rule that refused it: 404, 403 by policy,
 *   `officer-changes` where somebody else has it already
 * @throws Refusal `bad-input` (400), `unknown-person`, `does-not-write-items` (409); nothing is handed over then
 */
export async function handOverAll(
  deps: CommandDeps,
  request: CommandRequest,
  input: unknown,
): Promise<{ handedOver: string[]; refused: { item: string; rule: string }[] }> {
  const { from, to, items: wanted, reason } = readInput(HandOverAllInput, input);
  if (from === to) throw badInput([{ path: ['to'], message: 'has the items already' }], { rule: 'officer-changes' });
  await assertWritesItems(deps, to);
  const items = [...new Set(wanted)];
  const { actor, cause } = request;
  const key = `handover-${sha256(`${actor.person} ${cause}`).slice(0, 20)}.1-1`;
  await enterMail(
    deps.collections,
    key,
    { stream: from, seq: 1 },
    {
      template: 'items-handed-over',
      to: { person: to },
      about: { from, by: actor.person, items, reason: reason === '' ? null : reasonGiven(reason).hash },
    },
  );
  const handedOver: string[] = [];
  const refused: { item: string; rule: string }[] = [];
  for (const item of items) {
    try {
      await handOverItem.run(deps, { actor, cause }, { item, to, reason, alone: false });
      handedOver.push(item);
    } catch (error) {
      if (!isRefusal(error) || error.status >= 500) throw error;
      refused.push({ item, rule: error.code });
    }
  }
  await (handedOver.length > 0 ? releaseMail : withdrawMail)(deps.collections, key);
  return { handedOver, refused };
}
