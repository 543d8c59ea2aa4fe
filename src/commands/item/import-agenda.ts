/** A published agenda or item becomes drafts, and a meeting if that is wanted: all of it, or nothing where a field does not fit. */
import { z } from 'zod';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import { badInput, Refusal } from '#src/errors.ts';
import type { ImportedItem } from '#src/importer/imported.ts';
import { readAgendaApart } from '#src/importer/read-apart.ts';
import { toDraft } from '#src/importer/to-draft.ts';
import type { Directory } from '#src/people/directory.ts';
import { bySecretariat, mayWriteItems } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import { readInput } from '#src/read-input.ts';
import { PlanMeetingInput, planMeetingOfAnyDay } from '../meeting/plan.ts';
import { beginItem } from './begin-item.ts';

/** As many items as an agenda may have. */
export const MOST_OPENED = 1_000;

export const ImportAgendaInput = z.strictObject({
  text: z.string().max(10 * 1024 * 1024),
  /** Places (from 0) of the items that a person says are open, where the text does not say it. */
  opened: z.array(z.number().int().min(0)).max(MOST_OPENED).default([]),
  /** Places of the items whose bilag a person says are open, where the text does not say it. */
  openedBilag: z.array(z.number().int().min(0)).max(MOST_OPENED).default([]),
  /** The meeting to plan as well; null for items alone. */
  meeting: PlanMeetingInput.omit({ source: true }).nullable().default(null),
});

/** By the abbreviation that texts print. */
export const organNamed =
  ({ organs }: Directory) =>
  (abbreviation: string): string | null =>
    [...organs.values()].find((organ) => organ.abbreviation === abbreviation)?.id ?? null;

/** Whether the text does not say of some bilag of the item if they are open. */
export const hasUnsaidBilag = (item: ImportedItem | undefined): boolean =>
  item?.attachments.some(({ opennessIsRead }) => !opennessIsRead) ?? false;

/** What the text says is closed is opened in the editor, by whoever has read it there. */
function assertMayBeOpened(
  field: 'opened' | 'openedBilag',
  opened: readonly number[],
  isUnsaid: (place: number) => boolean,
): void {
  const wrong = opened.find((place) => !isUnsaid(place));
  if (wrong !== undefined)
    throw badInput([{ path: [field], message: `of item ${wrong} the text leaves nothing open that may be opened so` }]);
}

/** The item as the person says that it is. */
const asSaid = (item: ImportedItem, isOpened: boolean, hasOpenBilag: boolean): ImportedItem => ({
  ...item,
  ...(isOpened ? { openness: 'open' } : {}),
  attachments: item.attachments.map((row) =>
    hasOpenBilag && !row.opennessIsRead ? { ...row, openness: 'open', opennessIsRead: true } : row,
  ),
});

export interface ImportedAgenda {
  /** The new items with their titles, in their printed order. */
  items: { id: string; title: string }[];
  /** Null where none was to be planned. */
  meeting: string | null;
}

/**
 * @returns the new items and the meeting
 * @throws Refusal `only-officers`, `only-the-secretariat` (403), `import-…` (400, 413), `import-does-not-fit`, `bad-input` (400); as
 *   `readAgendaApart`
 */
export async function importAgenda(
  deps: CommandDeps,
  request: CommandRequest,
  input: unknown,
): Promise<ImportedAgenda> {
  const { text, meeting, opened, openedBilag } = readInput(ImportAgendaInput, input);
  authorize(mayWriteItems(request.actor));
  if (meeting !== null) authorize(bySecretariat(request.actor));
  const { imported: read } = await readAgendaApart(Buffer.from(text), request.actor.person);
  assertMayBeOpened('opened', opened, (place) => read.items[place]?.opennessIsRead === false);
  assertMayBeOpened('openedBilag', openedBilag, (place) => hasUnsaidBilag(read.items[place]));
  const findOrgan = organNamed(await deps.directory.current());
  const drafts = read.items.map((item, index) => {
    const said = asSaid(item, opened.includes(index), openedBilag.includes(index));
    const draft = DraftBody.safeParse(toDraft(said, read.meeting, findOrgan));
    if (!draft.success) throw new Refusal('import-does-not-fit', 400, { item: item.title.slice(0, 200) }, draft.error);
    return draft.data;
  });
  const planned = meeting === null ? null : await planMeetingOfAnyDay(deps, request, meeting);
  const items: ImportedAgenda['items'] = [];
  for (const [index, draft] of drafts.entries()) {
    // A cause of its own for each, so that a second press finds them all again.
    const begun = await beginItem(deps, { ...request, cause: `${request.cause}-${index}` }, draft.content.type, draft);
    items.push({ id: begun.stream, title: draft.content.title });
  }
  return { items, meeting: planned?.stream ?? null };
}
