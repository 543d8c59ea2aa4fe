import type { Log } from './cache-folder.ts';
import { run } from './child.ts';
import { claimWhenFree } from './claim.ts';
import { environment } from './environment.ts';
import { findOnPath } from './find-on-path.ts';
import { SetupError } from './setup-error.ts';

/** A program the service calls, and the Debian packages that bring it. */
export type Tool = { readonly program: string; readonly debian: string };

export const tools = {
  mmdebstrap: { program: 'mmdebstrap', debian: 'mmdebstrap' },
  bubblewrap: { program: 'bwrap', debian: 'bubblewrap' },
  uidmap: { program: 'newuidmap', debian: 'uidmap' },
  chromium: { program: 'chromium', debian: 'chromium' },
  qpdf: { program: 'qpdf', debian: 'qpdf' },
  poppler: { program: 'pdftotext', debian: 'poppler-utils' },
  clamd: { program: 'clamd', debian: 'clamav-daemon' },
  python: { program: 'python3', debian: 'python3' },
  // The fonts have the widths of those that office programs write with: lines and pages break where their author saw them break.
  libreoffice: {
    program: 'soffice',
    debian:
      'libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui fonts-liberation2 fonts-crosextra-carlito fonts-crosextra-caladea fonts-dejavu-core fonts-noto-core',
  },
  heif: { program: 'heif-convert', debian: 'libheif-examples' },
  ocr: { program: 'ocrmypdf', debian: 'ocrmypdf tesseract-ocr-dan' },
} as const satisfies Record<string, Tool>;

const isRoot = (): boolean => process.getuid?.() === 0;
const missing = (wanted: readonly Tool[]): Tool[] => wanted.filter((tool) => findOnPath(tool.program) === null);
const names = (wanted: readonly Tool[]): string => wanted.map((tool) => tool.debian).join(' ');

/** apt's own waiting for its lock covers only a part of its locks; the service's own set-ups queue up on a claim instead. */
const aptGet = (args: readonly string[], log: Log): Promise<{ code: number | null; output: string }> =>
  run(
    {
      file: 'apt-get',
      args: ['-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Check-Valid-Until=false', ...args],
      env: { ...environment, DEBIAN_FRONTEND: 'noninteractive' },
    },
    (line) => {
      if (/^(Get:|Unpacking|Setting up)/.test(line)) log(`  ${line.slice(0, 100)}`);
    },
  );

/**
 * Makes sure that programs are on PATH: as root with apt-get they are installed, otherwise they must be there.
 * @throws SetupError naming the packages to install
 */
export const ensureTools = async (wanted: readonly Tool[], log: Log): Promise<void> => {
  if (missing(wanted).length === 0) return;
  if (!isRoot() || findOnPath('apt-get') === null) {
    throw new SetupError(
      `Installér først: ${names(missing(wanted))} (på Debian: apt-get install ${names(missing(wanted))}).`,
    );
  }
  const held = await claimWhenFree('apt-get', () => log('En anden installation er i gang; venter på den …'));
  try {
    const lacking = missing(wanted);
    if (lacking.length === 0) return;
    log(`Installerer ${names(lacking)} …`);
    await aptGet(['update'], () => {});
    const installed = await aptGet(
      ['install', '-y', '--no-install-recommends', ...lacking.flatMap((tool) => tool.debian.split(' '))],
      log,
    );
    if (missing(lacking).length > 0) {
      const reason = installed.output.split('\n').findLast((line) => line.startsWith('E:')) ?? '';
      throw new SetupError(`Kunne ikke installere ${names(missing(lacking))}: apt-get sagde: ${reason}`);
    }
  } finally {
    await held.release();
  }
};

/** Without these some kinds of file cannot be turned into PDF, or no scan be read; everything else works. */
export const converters: readonly Tool[] = [tools.libreoffice, tools.heif, tools.ocr];

/** As `ensureTools`; where they can not be installed that is said, and everything else goes on. */
export const installConverters = async (log: Log): Promise<void> => {
  try {
    await ensureTools(converters, log);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    log(`Nogle filtyper kan ikke omdannes til PDF. ${error.message}`);
  }
};
