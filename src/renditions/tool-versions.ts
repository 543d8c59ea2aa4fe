/** The versions of the programs that make renditions, asked once in each process. */
import { ProgramMissing } from '#src/tools/find-program.ts';
import { runTool } from '#src/tools/run-tool.ts';

const LIMITS = { memoryMb: 500, cpuSeconds: 10, wallMs: 20_000, outputMb: 1 };

/** How each program is asked for its version, and where in its answer that stands. */
const PROGRAMS = {
  qpdf: { args: ['--version'], version: /version (\S+)/ },
  pdftotext: { args: ['-v'], version: /version (\S+)/ },
  pdftoppm: { args: ['-v'], version: /version (\S+)/ },
  soffice: { args: ['--version'], version: /^LibreOffice (\S+)/m },
} as const;
export type Program = keyof typeof PROGRAMS;

const known = new Map<Program, Promise<string>>();

async function ask(program: Program, folder: string): Promise<string> {
  const { args, version } = PROGRAMS[program];
  const said = await runTool({ file: program, args, folder, limits: LIMITS }).catch((error: unknown) => {
    if (error instanceof ProgramMissing) return null;
    throw error;
  });
  if (said === null) return 'missing';
  return version.exec(`${said.stdout}\n${said.stderr}`)?.[1] ?? 'unknown';
}

/**
 * @param folder where the programs may write
 * @returns by program: its version, or `missing` where it is not installed
 */
export async function toolVersions(programs: readonly Program[], folder: string): Promise<Record<string, string>> {
  const asked = programs.map(async (program) => {
    const version = known.get(program) ?? ask(program, folder);
    known.set(program, version);
    // One that could not be asked now is asked again by the next.
    version.catch(() => known.delete(program));
    return [program, await version] as const;
  });
  return Object.fromEntries(await Promise.all(asked));
}
