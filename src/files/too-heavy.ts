/** The answer to a file that asks more of whoever checks it than any file may. */
import { Refusal } from '#src/errors.ts';
import type { KilledBy } from '#src/tools/run-tool.ts';
import { word } from '#src/words/words.ts';

/** `parts`: of what it is made; `unpacked`: what comes out of it, or how many times its own size; the others as a tool's limits. */
export type FileLimit = KilledBy | 'parts' | 'unpacked';

/** @returns a Refusal `file-too-heavy` (422), which says by `limit` what is too much: the file may be sound all the same */
export const tooHeavy = (limit: FileLimit, cause?: unknown): Refusal =>
  new Refusal('file-too-heavy', 422, { limit, why: word('fileLimits', limit) }, cause);
