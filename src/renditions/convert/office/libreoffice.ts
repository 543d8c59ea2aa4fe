/** LibreOffice: a process and a profile of its own for each file, so that a file that hangs or crashes it takes nothing else along. */
import { mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findProgram } from '#src/tools/find-program.ts';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { runWhole } from '#src/tools/run-whole.ts';
import { RenditionFailed } from '../../note.ts';
import { eraseTimes } from './erase-times.ts';

/** Of what a large spreadsheet was seen to need, a few times as much. */
export const OFFICE_TOOL_LIMITS: ToolLimits = { memoryMb: 2_000, cpuSeconds: 90, wallMs: 180_000, outputMb: 500 };

const setting = (path: string, name: string, value: string) =>
  `<item oor:path="/org.openoffice.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`;

/**
 * Settings of the profile: nothing is fetched, run, updated or recomputed.
 * Everything that goes to the network is sent to a port where nobody answers, beside what has been taken out of the file before.
 */
const SETTINGS = [
  // A profile of an older version would have its drawing tested for half a second at every start.
  setting('Setup/Product', 'ooSetupLastVersion', '99.0'),
  setting('Setup/Office', 'ooSetupInstCompleted', 'true'),
  setting('Setup/L10N', 'ooSetupSystemLocale', 'da-DK'),
  setting('Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'),
  setting('Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'),
  setting('Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'),
  setting('Office.Common/Save/Document', 'WarnAlienFormat', 'false'),
  setting('Office.Writer/Content/Update', 'Link', '0'),
  setting('Office.Writer/Content/Update', 'Field', 'false'),
  setting('Office.Writer/Content/Update', 'Chart', 'false'),
  setting('Office.Calc/Content/Update', 'Link', '2'),
  setting('Office.Calc/Formula/Load', 'OOXMLRecalcMode', '1'),
  setting('Office.Calc/Formula/Load', 'ODFRecalcMode', '1'),
  setting('Inet/Settings', 'ooInetProxyType', '1'),
  ...['HTTP', 'HTTPS', 'FTP'].flatMap((protocol) => [
    setting('Inet/Settings', `ooInet${protocol}ProxyName`, '127.0.0.1'),
    setting('Inet/Settings', `ooInet${protocol}ProxyPort`, '9'),
  ]),
  setting('Inet/Settings', 'ooInetNoProxy', ''),
];
const PROFILE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${SETTINGS.join('\n')}
</oor:items>
`;

/** It asks by this code to be started again: it has set up its profile. */
const START_AGAIN = 81;

/** The program itself, beside the script by which people start it. @throws ProgramMissing */
async function programFolder(): Promise<string> {
  return dirname(await realpath(findProgram('soffice')));
}

/** @returns the folder of a new profile, as if it had been used before with this version: otherwise the first start sets it up and ends */
async function newProfile(folder: string, programs: string): Promise<string> {
  const profile = join(folder, 'profile');
  await mkdir(join(profile, 'user', 'extensions'), { recursive: true });
  await writeFile(join(profile, 'user', 'registrymodifications.xcu'), PROFILE);
  const version = await readFile(join(programs, 'versionrc'), 'utf8').catch(() => '');
  const [, build] = /^buildid=(.*)$/m.exec(version) ?? [];
  if (build !== undefined) await writeFile(join(profile, 'user', 'extensions', 'buildid'), build);
  return profile;
}

export interface OfficeRun {
  /** Its name must have the ending of its kind. */
  path: string;
  /** The ending of what is made, and the filter with its options. */
  to: string;
  filter: string;
  /** An empty one. */
  folder: string;
  limits?: ToolLimits | undefined;
}

/**
 * @returns the path of what was made
 * @throws RenditionFailed `office-unreadable` where it ends without a file; ProgramMissing, LimitExceeded and Error as `runWhole`
 */
export async function runLibreOffice({
  path,
  to,
  filter,
  folder,
  limits = OFFICE_TOOL_LIMITS,
}: OfficeRun): Promise<string> {
  const programs = await programFolder();
  const profile = await newProfile(folder, programs);
  const out = join(folder, 'out');
  await mkdir(out);
  const args = [
    ...['--headless', '--norestore', '--nologo', '--nodefault', '--nolockcheck'],
    `-env:UserInstallation=${pathToFileURL(profile)}`,
    ...['--convert-to', `${to}:${filter}`, '--outdir', out, path],
  ];
  const run = () =>
    runWhole({ file: join(programs, 'soffice.bin'), args, folder, limits, env: { SAL_USE_VCLPLUGIN: 'svp' } });
  const first = await run();
  const { code, stderr } = first.code === START_AGAIN ? await run() : first;
  const made = join(out, `${stemOf(path)}.${to}`);
  const size = await stat(made).then(
    (found) => found.size,
    () => 0,
  );
  // It ends with 0 where it could not read the file, too.
  if (size === 0)
    throw new RenditionFailed('office-unreadable', {}, new Error(`soffice ended with ${code}: ${stderr}`));
  return made;
}

const stemOf = (path: string): string => (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');

const option = (name: string, value: boolean | number) => [
  name,
  typeof value === 'boolean' ? { type: 'boolean', value: String(value) } : { type: 'long', value: String(value) },
];

/** LibreOffice's names for what a PDF is to have: tagged, with bookmarks, and nothing that only a screen shows. */
const PDF_OPTIONS = JSON.stringify(
  Object.fromEntries([
    option('PDFUACompliance', true),
    option('UseTaggedPDF', true),
    option('ExportBookmarks', true),
    option('ExportFormFields', false),
    option('ExportNotes', false),
    option('ExportNotesPages', false),
    option('ExportNotesInMargin', false),
    option('ExportHiddenSlides', false),
    option('ExportPlaceholders', false),
    option('IsAddStream', false),
    option('ExportLinksRelativeFsys', false),
    option('ReduceImageResolution', true),
    option('MaxImageResolution', 200),
    option('Quality', 88),
  ]),
);

export const PDF_FILTERS = {
  text: 'writer_pdf_Export',
  sheet: 'calc_pdf_Export',
  slides: 'impress_pdf_Export',
} as const;

/**
 * The same file gives the same bytes, whenever it is printed.
 * @returns the path of the PDF. @throws as `runLibreOffice`
 */
export async function officeToPdf(
  kind: keyof typeof PDF_FILTERS,
  run: Pick<OfficeRun, 'path' | 'folder' | 'limits'>,
): Promise<string> {
  const pdf = await runLibreOffice({ ...run, to: 'pdf', filter: `${PDF_FILTERS[kind]}:${PDF_OPTIONS}` });
  await eraseTimes(pdf);
  return pdf;
}
