/** veraPDF, fetched once by Maven into the user's cache; the published judge of PDF/UA. */

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { missingPrograms } from './pdf-tools.ts';

const run = promisify(execFile);
const VERSION = '1.30.2';
const cache = join(homedir(), '.cache', 'sagsgang');
const jars = join(cache, `verapdf-${VERSION}`);

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>dk.sagsgang</groupId><artifactId>verapdf</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>org.verapdf.apps</groupId><artifactId>cli</artifactId><version>${VERSION}</version>
  </dependency></dependencies>
</project>
`;

export type VeraPdf = {
  /** The files that do not conform to PDF/UA-1, each with the rules it breaks; empty when all conform. */
  ua1(paths: string[]): Promise<string[]>;
};

/** veraPDF, or the reason why there is none: what to install, or what the download said. */
export async function findVeraPdf(): Promise<VeraPdf | { missing: string }> {
  const missing = await missingPrograms(['java']);
  if (missing.length > 0) return { missing: 'install java and mvn' };
  const there = await readdir(jars).catch(() => []);
  if (there.length === 0) {
    const problem = await fetchJars();
    if (problem !== null) return { missing: problem };
  }
  return { ua1 };
}

async function ua1(paths: string[]): Promise<string[]> {
  const main = 'org.verapdf.apps.GreenfieldCliWrapper';
  const args = ['-cp', join(jars, '*'), main, '--flavour', 'ua1', '--format', 'text', '-v', ...paths];
  // It exits with 1 when a file fails; what it prints is the answer either way.
  const { stdout } = await run('java', args).catch((error: { stdout?: string }) => {
    if (error.stdout) return { stdout: error.stdout };
    throw error;
  });
  const passed = new Set([...stdout.matchAll(/^PASS (.*) ua1$/gmu)].map((line) => line[1]));
  return paths.filter((path) => !passed.has(path)).map((path) => `${path}: ${stdout.trim()}`);
}

/** Null when the jars are in place. Two test runs may fetch at once: each into its own folder, the first rename wins. */
async function fetchJars(): Promise<string | null> {
  if ((await missingPrograms(['mvn'])).length > 0) return 'install mvn';
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'fetch-'));
  try {
    await writeFile(join(work, 'pom.xml'), pom);
    const goal = 'dependency:copy-dependencies';
    await run('mvn', ['-q', '-B', goal, `-DoutputDirectory=${join(work, 'jars')}`], { cwd: work, timeout: 240_000 });
    await rename(join(work, 'jars'), jars).catch(async (error: unknown) => {
      if ((await readdir(jars).catch(() => [])).length === 0) throw error;
    });
    return null;
  } catch (error) {
    return `mvn could not fetch veraPDF ${VERSION}: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
