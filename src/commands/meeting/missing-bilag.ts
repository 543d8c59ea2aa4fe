/** The bilag of a part of an agenda of which no PDF can be made: its packet has a page in their place, and the secretariat should know. */
import { itemsOfPart, type MeetingContext } from '#machines/meeting/context.ts';
import type { CommandDeps } from '#src/context.ts';
import { contentIn } from '#src/documents/decision.ts';
import type { Failure } from '#src/renditions/note.ts';
import { renditionsOf } from '#src/renditions/rendition-rows.ts';

export interface BilagWithoutPdf {
  item: string;
  /** Its number in the item's list. */
  bilag: number;
  /** "3.2", as it is called on the agenda. */
  label: string;
  title: string;
  failure: Failure;
}

/** @returns those of the part's pinned texts whose preparation has failed; what is still being prepared is not known yet */
export async function missingBilag(
  { collections, contents }: Pick<CommandDeps, 'collections' | 'contents'>,
  context: MeetingContext,
  part: string,
): Promise<BilagWithoutPdf[]> {
  const listed = itemsOfPart(context, part).filter(({ struck, version }) => !struck && version !== null);
  const documents = await contents.readMany(listed.map(({ version }) => version ?? ''));
  const rows = listed.flatMap(({ item, version, number }) =>
    (contentIn(documents.get(version ?? ''))?.bilag ?? []).flatMap(({ seq, title, file }) =>
      file === undefined
        ? []
        : [{ item, bilag: seq, label: `${number ?? ''}.${seq}`, title: title || file.name, file }],
    ),
  );
  const renditions = await renditionsOf(
    { collections },
    'prepare',
    rows.map(({ file }) => file.hash),
  );
  return rows.flatMap(({ file, ...row }) => {
    const rendition = renditions.get(file.hash);
    if (rendition?.state !== 'failed') return [];
    return [{ ...row, failure: rendition.failure ?? { rule: 'unexpected', details: {} } }];
  });
}
