import type { CommandDeps } from '#src/context.ts';
import { UNFINISHED } from '#src/store/item-filters.ts';

/** How many items that have not come to rest have the person as their officer. */
export const unfinishedItemsOf = ({ collections }: Pick<CommandDeps, 'collections'>, person: string): Promise<number> =>
  collections.items.countDocuments({ owner: person, ...UNFINISHED }).exec();
