/** What saving a record would mean for items under way. */
import type { App } from '#src/context.ts';
import { type Directory, directoryWith, type PeopleTable } from '#src/people/directory.ts';
import { consequencesOf } from '#src/queries/people-consequences.ts';
import { waitingByOffice } from '#src/queries/people-offices.ts';
import { consequenceLines } from './consequence-lines.ts';

/**
 * @param row as it would be stored
 * @returns Danish sentences; none where nothing changes
 */
export async function previewImpact(
  app: Pick<App, 'collections'>,
  before: Directory,
  table: PeopleTable,
  row: { id: string },
  now: Date,
): Promise<string[]> {
  const after = directoryWith(before, table, row);
  return consequenceLines(consequencesOf(before, after, await waitingByOffice(app), now), after);
}
