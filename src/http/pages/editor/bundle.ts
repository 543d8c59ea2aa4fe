/**
 * The browser's scripts and styles, bundled by esbuild when the service starts. What is bundled from the same sources with the
 * same packages is kept on disk, so that only the first start pays for it.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../../../..');
/** Everything that the entry points import of ours lies in these folders. */
const SOURCES = [
  'src/browser',
  'src/browser/meeting',
  'src/browser/viewer',
  'src/http/pages/editor',
  'src/documents',
  'src/steps',
  'src/people',
  'src/calendar',
  'src/pdf',
];
const ENTRIES = [
  'code-mail.ts',
  'editor-page.ts',
  'hearing-answer.ts',
  'item-page.ts',
  'item.css',
  'meeting/meeting-page.ts',
  'viewer/viewer-page.ts',
  'viewer/viewer.css',
];
/** As browsers ask for them. */
const NAMES = ENTRIES.map((name) => basename(name).replace(/\.ts$/, '.js'));
const CACHE = join(ROOT, 'node_modules/.cache/sagsgang-browser');

export interface Bundle {
  /** Hexadecimal, changes with the content: part of the address, so that browsers may keep the files for good. */
  fingerprint: string;
  /** Scripts and styles by name: `code-mail.js`, `editor-page.js`, `hearing-answer.js`, `item-page.js`, `item.css`, `meeting-page.js`, `viewer-page.js`, `viewer.css`. */
  files: ReadonlyMap<string, string>;
}

async function fingerprintOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    for (const name of (await readdir(join(ROOT, folder))).sort()) {
      if (/\.(ts|css)$/.test(name)) hash.update(name).update(await readFile(join(ROOT, folder, name)));
    }
  }
  // The lock file pins every package that goes into the bundle.
  return hash
    .update(await readFile(join(ROOT, 'package-lock.json')))
    .digest('hex')
    .slice(0, 16);
}

async function bundle(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES.map((name) => `src/browser/${name}`),
    outdir: 'browser',
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    charset: 'utf8',
    // The pictures of pdf.js' style sheet.
    loader: { '.svg': 'dataurl', '.gif': 'dataurl' },
    legalComments: 'eof',
    logLevel: 'silent',
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
}

/** Written under another name first: a start that is interrupted leaves no half file behind. */
async function keep(name: string, text: string): Promise<void> {
  const temporary = join(CACHE, `${name}.${process.pid}`);
  await writeFile(temporary, text);
  await rename(temporary, join(CACHE, name));
}

/**
 * The bundle of the present sources, from the disk or made now.
 * @throws when a source does not compile; a folder that cannot be written only means that nothing is kept
 */
export async function browserBundle(): Promise<Bundle> {
  const fingerprint = await fingerprintOfSources();
  const kept = (name: string) => `${fingerprint}.${name}`;
  try {
    const files = await Promise.all(
      NAMES.map(async (name) => [name, await readFile(join(CACHE, kept(name)), 'utf8')] as const),
    );
    if (files.every(([, text]) => text !== '')) return { fingerprint, files: new Map(files) };
  } catch {
    // Not made yet.
  }
  const files = await bundle();
  try {
    await mkdir(CACHE, { recursive: true });
    for (const [name, text] of files) await keep(kept(name), text);
  } catch {
    // A read-only installation bundles at every start.
  }
  return { fingerprint, files };
}
