/** Whether a file may be attached, and what it is: found out by a process of its own, in its sender's turn. */
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { Refusal } from '#src/errors.ts';
import { ProgramMissing } from '#src/tools/find-program.ts';
import { runScript } from '#src/tools/run-script.ts';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { inTemporaryFolder } from '#src/tools/temporary-folder.ts';
import { toolVersions } from '#src/tools/tool-versions.ts';
import { createTurns, type Place } from '#src/tools/turns.ts';
import type { Content } from './check-content.ts';
import { CHECK_LIMITS } from './check-limits.ts';
import { cleanFileName, endingOf, stemOf } from './file-name.ts';
import { FILE_KINDS, type Kind, kindOf } from './kinds.ts';
import { checkName } from './repair-pdf.ts';
import type { ScanFile } from './scan-file.ts';
import { tooHeavy } from './too-heavy.ts';

export interface FileToCheck {
  /** On this computer's disk. */
  path: string;
  /** What its owner calls it. */
  name: string;
  /** The largest size that is taken. */
  maxBytes: number;
  /** What it is brought for, and who brings it: nobody's files keep another's waiting for long. */
  place: Place;
}

export interface CheckedFile {
  kind: Kind;
  mime: string;
  /** The name fit to be stored, with an ending that fits the content. */
  name: string;
  /** Bytes. */
  size: number;
  /** Of a PDF: by which check it was found whole. */
  wholeBy?: string;
}

const AGAIN_SECONDS = 30;
/** Two at a time leave something for the pages, and of what strangers send only one. */
const turns = createTurns(
  { atOnce: 2, atOnceFor: { answer: 1 }, atOnceEach: 1, waiting: 40, waitingEach: 4 },
  () => new Refusal('file-checks-busy', 503, { retryAfterSeconds: AGAIN_SECONDS }),
);

/**
 * @param scanFile asks the virus scanner, once the file is known to be one that is taken
 * @param limits of the process that checks it
 * @throws Refusal as `scanFile` and `checkContent`; `file-empty`, `file-too-heavy` (422); `file-too-large` (413); `file-checks-busy`
 *   (503, with `retryAfterSeconds`) where too many wait; `file-check-unavailable` (503) where the check did not come to its end
 */
export async function checkFile(
  { path, name: rawName, maxBytes, place }: FileToCheck,
  scanFile: ScanFile,
  limits: ToolLimits = CHECK_LIMITS,
): Promise<CheckedFile> {
  const name = cleanFileName(rawName);
  try {
    const { size } = await stat(path);
    if (size === 0) throw new Refusal('file-empty', 422);
    if (size > maxBytes) throw new Refusal('file-too-large', 413, { maxBytes });
    const { kind, wholeBy } = await turns.run(place, () =>
      inTemporaryFolder('check', (folder) => checked(path, name, folder, limits)),
    );
    await scanFile(path);
    const { mime, endings } = kindOf(kind);
    const whole = wholeBy === undefined ? {} : { wholeBy };
    return { ...whole, kind, mime, size, name: endingOf(name) === '' ? `${stemOf(name)}.${endings[0]}` : name };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, error.status, { ...error.details, name }, error.cause);
  }
}

async function checked(
  path: string,
  name: string,
  folder: string,
  limits: ToolLimits,
): Promise<Pick<CheckedFile, 'kind' | 'wholeBy'>> {
  const { kind, isSound } = await contentOf(path, name, folder, limits);
  if (!isSound) return { kind };
  const { qpdf = '' } = await toolVersions(['qpdf'], folder);
  return { kind, wholeBy: checkName(qpdf) };
}

const Found = z.strictObject({ kind: z.enum(FILE_KINDS.map(({ kind }) => kind)), isSound: z.boolean() });

const CHILD = new URL('./check-child.ts', import.meta.url);

/** @throws Refusal as `checkContent`, `file-too-heavy` (422), `file-check-unavailable` (503) */
async function contentOf(path: string, name: string, folder: string, limits: ToolLimits): Promise<Content> {
  const unavailable = (cause: unknown) => new Refusal('file-check-unavailable', 503, {}, cause);
  const found = await runScript({ script: CHILD, args: [path, name], folder, limits }, (limit, cause) =>
    limit === null ? unavailable(cause) : tooHeavy(limit, cause),
  ).catch((error: unknown) => {
    throw error instanceof ProgramMissing ? unavailable(error) : error;
  });
  return Found.parse(found);
}
