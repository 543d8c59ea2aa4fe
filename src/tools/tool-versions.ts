/** The versions of the programs that work on files, asked once in each process. */
import { ProgramMissing } from './find-program.ts';
import { runTool } from './run-tool.ts';

const LIMITS = { memoryMb: 500, cpuSeconds: 10, wallMs: 20_000, outputMb: 1 };

interface Question {
  /** The program that is asked, where it is called otherwise. */
  file?: string;
  args: readonly string[];
  /** Where in its answer the version stands. */
  version: RegExp;
  /** What an answer without one means. */
  otherwise?: string;
}

const PROGRAMS = {
  qpdf: { args: ['--version'], version: /version (\S+)/ },
  pdftotext: { args: ['-v'], version: /version (\S+)/ },
  pdftoppm: { args: ['-v'], version: /version (\S+)/ },
  soffice: { args: ['--version'], version: /^LibreOffice (\S+)/m },
  ocrmypdf: { args: ['--version'], version: /^(\d\S*)/m },
  tesseract: { args: ['--version'], version: /^tesseract (\S+)/m },
  // A language of its own package: a list says which there are, and no version.
  'tesseract-dan': { file: 'tesseract', args: ['--list-langs'], version: /^(dan)$/m, otherwise: 'missing' },
} as const satisfies Record<string, Question>;
export type Program = keyof typeof PROGRAMS;

const known = new Map<Program, Promise<string>>();

async function ask(program: Program, folder: string): Promise<string> {
  const { file = program, args, version, otherwise = 'unknown' }: Question = PROGRAMS[program];
  const said = await runTool({ file, args, folder, limits: LIMITS }).catch((error: unknown) => {
    if (error instanceof ProgramMissing) return null;
    throw error;
  });
  return said === null ? 'missing' : (version.exec(`${said.stdout}\n${said.stderr}`)?.[1] ?? otherwise);
}

async function versionOf(program: Program, folder: string): Promise<string> {
  const asked = known.get(program) ?? ask(program, folder);
  known.set(program, asked);
  // What could not be asked now, and what may be installed meanwhile, is asked again by the next.
  const version = await asked.catch((error: unknown) => {
    known.delete(program);
    throw error;
  });
  if (version === 'missing') known.delete(program);
  return version;
}

/**
 * @param folder where the programs may write
 * @returns by program: its version, or `missing` where it is not installed
 */
export async function toolVersions(programs: readonly Program[], folder: string): Promise<Record<string, string>> {
  const asked = programs.map(async (program) => [program, await versionOf(program, folder)] as const);
  return Object.fromEntries(await Promise.all(asked));
}
