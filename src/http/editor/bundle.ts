/**
 * The browser's scripts and styles, bundled by esbuild when the service starts. What is bundled from the same sources with the
 * same packages is kept on disk, so that only the first start pays for it.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../../..');
/** Everything that the entry points import of ours lies in these folders. */
const SOURCES = ['src/http/browser', 'src/http/editor', 'src/content'];
const ENTRIES = ['editor-page.ts', 'item.css'];
const CACHE = join(ROOT, 'node_modules/.cache/sagsgang-browser');

export interface Bundle {
  /** Hexadecimal, changes with the content: part of the address, so that browsers may keep the files for good. */
  fingerprint: string;
  script: string;
  style: string;
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

async function bundle(): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES.map((name) => `src/http/browser/${name}`),
    outdir: 'browser',
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    charset: 'utf8',
    legalComments: 'eof',
    logLevel: 'silent',
  });
  const ending = (name: string) => outputFiles.find(({ path }) => path.endsWith(name))?.text ?? '';
  return { script: ending('.js'), style: ending('.css') };
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
  const names = [`${fingerprint}.js`, `${fingerprint}.css`] as const;
  try {
    const [script, style] = await Promise.all(names.map((name) => readFile(join(CACHE, name), 'utf8')));
    if (script && style) return { fingerprint, script, style };
  } catch {
    // Not made yet.
  }
  const { script, style } = await bundle();
  try {
    await mkdir(CACHE, { recursive: true });
    await keep(names[0], script);
    await keep(names[1], style);
  } catch {
    // A read-only installation bundles at every start.
  }
  return { fingerprint, script, style };
}
