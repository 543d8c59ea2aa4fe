/** The items of a part of an agenda that its packet does not print as they were written: the secretariat should know before it sends them. */
import type { CommandDeps } from '#src/context.ts';
import { newestReady } from '#src/store/editions.ts';
import type { ItemFault } from '#src/store/models/edition.ts';

/**
 * @param supplement null for the agenda itself
 * @param seq the number of the meeting's last transition
 * @returns what the members' packet notes of it; nothing while that is still being built
 */
export async function alteredItems(
  { collections }: Pick<CommandDeps, 'collections'>,
  meeting: string,
  supplement: string | null,
  seq: number,
): Promise<ItemFault[]> {
  const edition = await newestReady(collections, { meeting, supplement, variant: 'members', seq });
  return edition?.faults ?? [];
}
