/** What saving a record would mean for items under way. */
import type { App } from '#src/context.ts';
import { type Directory, directoryWith, type PeopleTable } from '#src/people/directory.ts';
import { isActive } from '#src/people/is-active.ts';
import { personName } from '#src/people/names.ts';
import { consequencesOf } from '#src/queries/people-consequences.ts';
import { waitingByOffice } from '#src/queries/people-offices.ts';
import { unfinishedItemsOf } from '#src/queries/unfinished-items.ts';
import { counted } from '#src/words/counted.ts';
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
  const [waiting, left] = await Promise.all([waitingByOffice(app), itemsLeftBehind(app, before, after, row.id)]);
  return [...left, ...consequenceLines(consequencesOf(before, after, waiting, now), after)];
}

/** Of somebody who loses access: the items that nobody else is the officer of. */
async function itemsLeftBehind(
  app: Pick<App, 'collections'>,
  before: Directory,
  after: Directory,
  id: string,
): Promise<string[]> {
  if (!isActive(before, id) || isActive(after, id)) return [];
  const items = await unfinishedItemsOf(app, id);
  if (items === 0) return [];
  const name = personName(before, id);
  return [
    `${name} er sagsbehandler på ${counted(items, 'uafsluttet punkt', 'uafsluttede punkter')}. Sekretariatet bør overdrage dem først: ellers får sekretariatet alle mails om dem.`,
  ];
}
