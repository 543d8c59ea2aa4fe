/** A run of a tool whose end tells something of the file alone. */
import { constants } from 'node:os';
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

/** The system's words for ENOSPC (strerror(3)). */
const NO_ROOM = /no space left on device/i;

/** What a program does to itself when a file makes it stumble: it would again. */
const CRASHES: readonly NodeJS.Signals[] = ['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGTRAP', 'SIGSYS'];

/**
 * As `runTool`, and with a result only where the program ended by itself; a crash has the code that a shell gives
 * it, 128 and the number of its signal.
 * @throws LimitExceeded; ProgramMissing; Error where somebody else has killed the program, or the disk is full: then another try may
 *   go well
 */
export async function runWhole(run: ToolRun): Promise<ToolResult & { code: number }> {
  const result = await runTool(run);
  if (result.killedBy !== null) throw new LimitExceeded(run.file, result.killedBy);
  const { signal } = result;
  const code = signal !== null && CRASHES.includes(signal) ? 128 + constants.signals[signal] : result.code;
  // The disk is full: no file is at fault for that, and another try may go well.
  if (code !== 0 && NO_ROOM.test(result.stderr)) {
    throw Object.assign(new Error(`${run.file} had no room: ${result.stderr.slice(0, 2_000)}`), { code: 'ENOSPC' });
  }
  if (code === null) throw new Error(`${run.file} was ended by ${signal}: ${result.stderr.slice(0, 2_000)}`);
  return { ...result, code };
}
