import { trusted } from 'mongoose';
import { statesWithout } from '#machines/states.ts';
import type { CommandDeps } from '#src/context.ts';

/** How many items that have not come to rest have the person as their officer. */
export const unfinishedItemsOf = ({ collections }: Pick<CommandDeps, 'collections'>, person: string): Promise<number> =>
  collections.items.countDocuments({ owner: person, state: trusted({ $in: statesWithout('agenda-item', 'at-rest') }) });
