/** A sub-item becomes an item of its own: born with where it came from, its draft filled in with what is known of it. */

import { z } from 'zod';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { ItemType } from '#machines/agenda-item/events.ts';
import type { PlannedStep } from '#machines/agenda-item/steps.ts';
import { Id } from '#machines/primitives.ts';
import type { MachineState } from '#machines/run.ts';
import { hasTag } from '#machines/states.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { contentIn } from '#src/documents/decision.ts';
import { emptyItemContent, type ItemContent, type SubItem } from '#src/documents/item-content.ts';
import { notAllowedNow } from '#src/errors.ts';
import { mayReadItem } from '#src/policies/item-policies.ts';
import { mayWriteItems } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import { readInput } from '#src/read-input.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { beginItem } from './begin-item.ts';
import { assertMayWithItem } from './item-action.ts';

export const SpinOffItemInput = z.strictObject({ item: Id, subItem: Id, type: ItemType.default('decision') });

/**
 * @returns the new item's first transition; its draft is at revision 1
 * @throws Refusal `only-officers`, `not-for-your-eyes` (403), `sub-item-not-on-agenda` (409), 404 for an unknown item
 */
export async function spinOffItem(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item: from, subItem, type } = readInput(SpinOffItemInput, input);
  authorize(mayWriteItems(request.actor));
  const { state } = await headOf(deps.collections, 'agenda-item', from);
  await assertMayWithItem(deps, request, mayReadItem, state);
  const { version } = state.context;
  const origin = version === null ? null : contentIn(await deps.contents.read(version.hash));
  const known = origin?.subItems?.find(({ id }) => id === subItem);
  if (origin === null || known === undefined) throw notAllowedNow('sub-item-not-on-agenda', { subItem });
  const content = contentOf(type, origin, known);
  return beginItem(deps, request, type, { content, plan: organsToCome(state) }, { item: from, subItem });
}

/** What is known of it already; its own words are its first section. */
function contentOf(type: ItemType, { openness, caseNumber }: ItemContent, { title, text }: SubItem): ItemContent {
  const empty = emptyItemContent(type);
  const sections = empty.sections.map((section, index) => (index === 0 && text ? { ...section, body: text } : section));
  return { ...empty, title, openness, caseNumber, sections };
}

/** It is for the organs that the item it grew out of has still to come to; a meeting that has it already does not count. */
const organsToCome = ({ value, context: { route, position } }: MachineState<ItemContext>): PlannedStep[] =>
  route
    .slice(hasTag('agenda-item', value, 'awaits-agenda') ? position : position + 1)
    .flatMap((step) => (step.kind === 'organ' ? [{ kind: step.kind, organ: step.organ, role: step.role }] : []));
