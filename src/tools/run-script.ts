/**
 * A script of this service in a process of its own, under limits: work on what people send, which would hold up everybody else's pages, or
 * take the process along. It says in one line of JSON what it found, or by which rule it refuses.
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { compileCache } from '#src/config.ts';
import { isRefusal, Refusal } from '#src/errors.ts';
import { type KilledBy, runTool, type ToolLimits } from './run-tool.ts';

export interface ScriptRun {
  script: URL;
  args: readonly string[];
  /** Where it runs; the caller makes and removes it. */
  folder: string;
  limits: ToolLimits;
}

/** V8 sets 512 MB aside for compiled code, and each of its threads has a stack. */
const RESERVED_MB = 600;

const Answer = z.union([
  z.strictObject({ found: z.unknown() }),
  z.strictObject({
    refused: z.strictObject({ code: z.string(), status: z.number(), details: z.record(z.string(), z.unknown()) }),
  }),
]);

/**
 * @param unanswered makes the error where it met a limit (which one), or ended without an answer (null)
 * @returns what it found, as JSON carries it
 * @throws Refusal as the script; what `unanswered` makes; ProgramMissing
 */
export async function runScript(
  { script, args, ...run }: ScriptRun,
  unanswered: (limit: KilledBy | null, cause: Error) => Error,
): Promise<unknown> {
  const { stdout, stderr, killedBy } = await runTool({
    ...run,
    file: process.execPath,
    args: [fileURLToPath(script), ...args],
    reservedMb: RESERVED_MB,
    env: compileCache(),
  });
  if (killedBy !== null) throw unanswered(killedBy, new Error(stderr));
  const answer = Answer.safeParse(jsonIn(stdout));
  if (!answer.success) throw unanswered(null, new Error(stderr || 'no answer'));
  if ('found' in answer.data) return answer.data.found;
  const { code, status, details } = answer.data.refused;
  throw new Refusal(code, status, details, stderr === '' ? undefined : new Error(stderr));
}

/** What the script does: prints what `job` finds, or the Refusal that it throws; why is for the log of whoever asked. */
export async function answerWith(job: () => Promise<unknown>): Promise<void> {
  const answer = await job().then(
    (found) => ({ found }),
    (error: unknown) => {
      if (!isRefusal(error)) throw error;
      if (error.cause !== undefined) console.error(error.cause);
      const { code, status, details } = error;
      return { refused: { code, status, details } };
    },
  );
  process.stdout.write(JSON.stringify(answer));
}

/** @returns undefined for what is no JSON */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
