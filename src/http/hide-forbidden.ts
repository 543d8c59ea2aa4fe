/** What somebody may not know of is answered as what does not exist. */
import { isRefusal, notFound } from '#src/errors.ts';

/**
 * @param what the kind of thing that is looked for
 * @param reading what reads and judges it
 * @throws Refusal `not-found` (404) in the place of every refusal by policy (403); all else as `reading` throws it
 */
export async function hideForbidden<T>(what: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (isRefusal(error) && error.status === 403) throw notFound(what, error);
    throw error;
  }
}
