/** The sections beside an item as pages show them: each by its own template, with the forms of what its entries wait for. */
import type { ItemAction } from '#src/commands/item/item-action.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import { itemSections } from '#src/queries/item-sections/registry.ts';
import { actionForm } from './action-form.ts';
import type { ReadableItem } from './item-access.ts';

/**
 * Those that have something to show to their reader.
 * @param can whether the reader may do an action now, by its name
 */
export function sectionViews(
  { history, actor, directory }: Pick<ReadableItem, 'history' | 'actor' | 'directory'>,
  can: (action: string) => boolean,
) {
  const { id, context } = history;
  const shown = itemSections.filter(({ isSeenBy }) => isSeenBy(actor, context));
  return shown.flatMap(({ name, anchor, read, awaits }) => {
    const answered = new Set<string>();
    const entries = read(history, directory).map((entry, n) => {
      const awaited = awaits?.(entry) ?? null;
      if (awaited === null || !can(awaited.action)) return { ...entry, form: null };
      answered.add(awaited.action);
      const action: ItemAction = itemActions[awaited.action];
      return {
        ...entry,
        form: actionForm(action, { context, directory }, `/punkter/${id}`, awaited.fields, `-${n + 1}`),
      };
    });
    return entries.length === 0 ? [] : { template: `item-${name}`, anchor, entries, actions: [...answered] };
  });
}
