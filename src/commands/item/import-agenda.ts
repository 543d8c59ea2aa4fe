/** A published agenda or item becomes drafts, and a meeting if that is wanted: all of it, or nothing where a field does not fit. */
import { z } from 'zod';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import { badInput, Refusal } from '#src/errors.ts';
import type { ImportedItem } from '#src/importer/imported.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { toDraft } from '#src/importer/to-draft.ts';
import type { Directory } from '#src/people/directory.ts';
import { bySecretariat, mayWriteItems } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import { readInput } from '#src/read-input.ts';
import { PlanMeetingInput, planMeeting } from '../meeting/plan.ts';
import { beginItem } from './begin-item.ts';

/** As many items as an agenda may have. */
export const MOST_OPENED = 1_000;

export const ImportAgendaInput = z.strictObject({
  text: z.string().max(10 * 1024 * 1024),
  /** Places (from 0) of the items that a person says are open, where the text does not say it. */
  opened: z.array(z.number().int().min(0)).max(MOST_OPENED).default([]),
  /** The meeting to plan as well; null for items alone. */
  meeting: PlanMeetingInput.omit({ source: true }).nullable().default(null),
});

/** By the abbreviation that texts print. */
export const organNamed =
  ({ organs }: Directory) =>
  (abbreviation: string): string | null =>
    [...organs.values()].find((organ) => organ.abbreviation === abbreviation)?.id ?? null;

/** What the text says is closed is opened in the editor, by whoever has read it there. */
function assertMayBeOpened(items: readonly ImportedItem[], opened: readonly number[]): void {
  const wrong = opened.find((place) => items[place]?.opennessIsRead !== false);
  if (wrong !== undefined)
    throw badInput([{ path: ['opened'], message: `item ${wrong} is none whose openness the text leaves open` }]);
}

/**
 * @returns the new items in their printed order, and the meeting
 * @throws Refusal `only-officers`, `only-the-secretariat` (403), `import-…` (400, 413), `import-does-not-fit`, `bad-input` (400)
 */
export async function importAgenda(
  deps: CommandDeps,
  request: CommandRequest,
  input: unknown,
): Promise<{ items: string[]; meeting: string | null }> {
  const { text, meeting, opened } = readInput(ImportAgendaInput, input);
  authorize(mayWriteItems(request.actor));
  if (meeting !== null) authorize(bySecretariat(request.actor));
  const read = readAgenda(Buffer.from(text));
  assertMayBeOpened(read.items, opened);
  const findOrgan = organNamed(await deps.directory.current());
  const drafts = read.items.map((item, index) => {
    const isOpened = opened.includes(index);
    const draft = DraftBody.safeParse(
      toDraft(isOpened ? { ...item, openness: 'open' } : item, read.meeting, findOrgan),
    );
    if (!draft.success) throw new Refusal('import-does-not-fit', 400, { item: item.title.slice(0, 200) }, draft.error);
    return draft.data;
  });
  const planned = meeting === null ? null : await planMeeting(deps, request, meeting);
  const items: string[] = [];
  for (const [index, draft] of drafts.entries()) {
    // A cause of its own for each, so that a second press finds them all again.
    const begun = await beginItem(deps, { ...request, cause: `${request.cause}-${index}` }, draft.content.type, draft);
    items.push(begun.stream);
  }
  return { items, meeting: planned?.stream ?? null };
}
