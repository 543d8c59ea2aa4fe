/** A kept directory may only say yes: what it refuses is judged once more by a directory read at that moment (design § 4). */
import { isRefusal, type Refusal } from '#src/errors.ts';
import type { Directory, DirectorySource } from './directory.ts';

/**
 * Judges by the directory that is kept, which is up to a second old, and before a refusal (403) by one read anew.
 * @param judge throws the Refusal; may run twice, the second time with the refusal of the first
 * @returns what `judge` returns. @throws what `judge` throws the last time; the driver's error when the store does not answer
 */
export async function readAnewBeforeRefusing<T>(
  source: DirectorySource,
  judge: (directory: Directory, refused: Refusal | null) => T | Promise<T>,
): Promise<T> {
  try {
    return await judge(await source.current(), null);
  } catch (error) {
    if (!isRefusal(error) || error.status !== 403) throw error;
    return judge(await source.refresh(), error);
  }
}
