/** The recipe `prepare`: a file as a clean PDF, in the form in which it is put together with others, and what is known of it. */
import type { Collections } from '#src/store/collections.ts';
import type { Rendition } from '#src/store/models/rendition.ts';
import { convertStep } from './convert-step.ts';
import { type CleanFragment, FRAGMENT_TOOLS, fragmentStep } from './fragment-step.ts';
import type { Rendering } from './rendering.ts';
import { wantPreview } from './rendition-rows.ts';

export type PrepareDeps = Rendering & { cleanFragment: CleanFragment } & {
  collections: Pick<Collections, 'renditions' | 'renditionSteps'>;
};

/**
 * Text and picture are wanted from here on and made by a job of their own: no packet waits for them.
 * @returns the fields of the row
 * @throws RenditionFailed where the file is at fault
 */
export async function prepare(
  deps: PrepareDeps,
  row: Pick<Rendition, 'file' | 'priority'>,
): Promise<Partial<Rendition>> {
  const { file } = row;
  const { pdf, notes, tools, stored } = await convertStep(deps, file);
  const { fragment, facts, ...cleaned } = await fragmentStep(deps, pdf, stored);
  await wantPreview(deps, row);
  return { pdf, fragment, facts, notes: [...notes, ...cleaned.notes], tools: { ...tools, ...FRAGMENT_TOOLS } };
}
