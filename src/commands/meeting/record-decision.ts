/**
 * What the organ decided on an item, clause by clause, and who was away; the wording may be corrected until the protocol is out for
 * signature, the outcome until the meeting ends.
 */
import { z } from 'zod';
import { ClauseOutcome, Hash, Id } from '#machines/primitives.ts';
import type { CommandDeps } from '#src/context.ts';
import { Absence, contentIn, type DecisionDocument, SubDecision } from '#src/documents/decision.ts';
import { RichText } from '#src/documents/rich-text.ts';
import { notAllowedNow } from '#src/errors.ts';
import { organName } from '#src/people/names.ts';
import { membersOn } from '#src/people/offices.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { headOf } from '#src/store/read-stream.ts';
import { hashJson } from '#src/store/record.ts';
import { meetingAction } from './meeting-action.ts';
import { assertNamedOnce } from './named-once.ts';

/**
 * `basis`: the hash of the decision that its writer saw on the item; null where there was none. Refused by `decision-as-seen` (409)
 * where another one has been recorded since, by `item-on-agenda`, `same-outcome` (409); `sub-item-not-on-agenda` (409) for a sub-item
 * that the pinned text does not have: what came up at the meeting is added with its reason instead; `attendance-once` (409) for somebody
 * who was away in two ways.
 */
export const recordDecision = meetingAction({
  event: 'recordDecision',
  order: 110,
  input: z.strictObject({
    meeting: Id,
    item: Id,
    basis: Hash.nullable().default(null),
    text: RichText,
    publicText: RichText.optional(),
    outcomes: z.array(ClauseOutcome).min(1).max(50),
    absences: z.array(Absence).max(20),
    subDecisions: z.array(SubDecision).max(100).optional(),
  }),
  policy: bySecretariat,
  async prepare({ item, basis, ...decided }, { deps, id }) {
    const { organ, date, items } = (await headOf(deps.collections, 'meeting', id)).state.context;
    const directory = await deps.directory.current();
    assertNamedOnce(decided.absences, membersOn(directory, organ, date));
    const pinned = items.find((listed) => listed.item === item)?.version ?? null;
    await assertSubItems(deps, pinned, decided.subDecisions ?? []);
    const document: DecisionDocument = {
      kind: 'decision',
      meeting: id,
      organ,
      organName: organName(directory, organ),
      date,
      ...decided,
    };
    const decision = hashJson(document);
    return {
      event: { type: 'recordDecision', item, basis, decision, outcomes: decided.outcomes },
      documents: [document],
    };
  },
  pages: [{ path: 'beslutning', form: 'decision', on: 'meeting' }],
  isTextual: true,
});

async function assertSubItems(
  { contents }: Pick<CommandDeps, 'contents'>,
  version: string | null,
  decisions: readonly SubDecision[],
): Promise<void> {
  const named = decisions.flatMap(({ subItem }) => subItem ?? []);
  if (named.length === 0) return;
  const pinned = version === null ? null : contentIn(await contents.read(version));
  const known = new Set(pinned?.subItems?.map(({ id }) => id));
  const unknown = named.find((id) => !known.has(id));
  if (unknown !== undefined) throw notAllowedNow('sub-item-not-on-agenda', { subItem: unknown });
}
