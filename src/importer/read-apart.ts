/** An agenda read by a process of its own: a text of two megabytes takes a second, in which others wait for no page. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '#src/errors.ts';
import { runScript } from '#src/tools/run-script.ts';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { inTemporaryFolder } from '#src/tools/temporary-folder.ts';
import { createTurns } from '#src/tools/turns.ts';
import type { Imported } from './imported.ts';

const LIMITS: ToolLimits = { memoryMb: 600, cpuSeconds: 20, wallMs: 60_000, outputMb: 50 };

const AGAIN_SECONDS = 10;
const turns = createTurns(
  { atOnce: 2, atOnceEach: 1, waiting: 20, waitingEach: 3 },
  () => new Refusal('imports-busy', 503, { retryAfterSeconds: AGAIN_SECONDS }),
);

const CHILD = new URL('./read-child.ts', import.meta.url);

export interface ReadText {
  /** The text, decoded. */
  text: string;
  imported: Imported;
}

/**
 * @param bytes as `readAgenda` takes them
 * @param from whose text it is: the person's id
 * @throws Refusal as `readAgenda`; `import-too-heavy` (422) where it met a limit, `imports-busy` (503, with `retryAfterSeconds`) where
 *   too many wait
 */
export const readAgendaApart = (bytes: Uint8Array, from: string, limits = LIMITS): Promise<ReadText> =>
  turns.run({ purpose: 'import', from }, () =>
    inTemporaryFolder('import', async (folder) => {
      const path = join(folder, 'text');
      await writeFile(path, bytes);
      const found = await runScript({ script: CHILD, args: [path], folder, limits }, (limit, cause) =>
        limit === null ? cause : new Refusal('import-too-heavy', 422, { limit }, cause),
      );
      // Our own script has made it of our own types.
      return found as ReadText;
    }),
  );
