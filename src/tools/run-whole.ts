/** A run of a tool whose end tells something of the file alone. */
import { type KilledBy, runTool, type ToolResult, type ToolRun } from './run-tool.ts';

/** A tool has exceeded a limit on this file, and would again. */
export class LimitExceeded extends Error {
  readonly program: string;
  readonly limit: KilledBy;
  constructor(program: string, limit: KilledBy) {
    super(`${program} has exceeded its limit of ${limit}`);
    this.name = 'LimitExceeded';
    this.program = program;
    this.limit = limit;
  }
}

/**
 * As `runTool`, and with a result only where the program ended by itself.
 * @throws LimitExceeded; ProgramMissing; Error where somebody else has killed the program: then another try may go well
 */
export async function runWhole(run: ToolRun): Promise<ToolResult & { code: number }> {
  const result = await runTool(run);
  if (result.killedBy !== null) throw new LimitExceeded(run.file, result.killedBy);
  const { code } = result;
  if (code === null) throw new Error(`${run.file} was ended by ${result.signal}: ${result.stderr.slice(0, 2_000)}`);
  return { ...result, code };
}
