/** Other people's judgement on our PDFs: qpdf, poppler, the project's word check. Run as processes, never imitated. */

import { execFile } from 'node:child_process';
import { access, constants, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pdfTokens = fileURLToPath(new URL('../fixtures/check/pdftokens.py', import.meta.url));

/** Which of these programs are not on PATH. */
export async function missingPrograms(names: string[]): Promise<string[]> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = async (name: string) => {
    const found = await Promise.allSettled(folders.map((folder) => access(join(folder, name), constants.X_OK)));
    return found.some((one) => one.status === 'fulfilled');
  };
  const there = await Promise.all(names.map(onPath));
  return names.filter((_, i) => there[i] === false);
}

/** Hands `use` the path of a file with these bytes and removes it afterwards. */
export async function withFile<T>(
  bytes: Uint8Array | string,
  name: string,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-pdf-'));
  try {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Throws with qpdf's words when the file has a fault. */
export async function qpdfCheck(path: string): Promise<void> {
  await run('qpdf', ['--check', path]);
}

/** What pdfinfo says, by label: "Tagged", "Pages", "Title". */
export async function pdfInfo(path: string): Promise<Map<string, string>> {
  const { stdout } = await run('pdfinfo', [path]);
  const lines = stdout.split('\n').flatMap((line) => /^([^:]+):\s+(.*)$/u.exec(line) ?? []);
  const facts = new Map<string, string>();
  for (let i = 0; i + 2 < lines.length; i += 3) facts.set(lines[i + 1] ?? '', lines[i + 2] ?? '');
  return facts;
}

/** The tags in reading order with their text, as poppler's outline of the structure tree. */
export async function structure(path: string): Promise<string> {
  const { stdout } = await run('pdfinfo', ['-struct-text', path], { maxBuffer: 64_000_000 });
  return stdout;
}

/** Text in content order, as the word check reads it. */
export async function rawText(path: string): Promise<string> {
  const { stdout } = await run('pdftotext', ['-raw', '-enc', 'UTF-8', path, '-'], { maxBuffer: 64_000_000 });
  return stdout;
}

/** The word check's report; throws with it where the PDF does not say what the text file says. */
export async function compareWords(text: string, pdf: string): Promise<string> {
  const { stdout } = await run('python3', [pdfTokens, text, pdf]).catch((error: { stdout?: string }) => {
    throw new Error(error.stdout || String(error));
  });
  return stdout;
}

/** The text as a reader copies it: in the order in which it is read, right to left where it is written so. */
export async function readText(path: string): Promise<string> {
  const { stdout } = await run('pdftotext', ['-enc', 'UTF-8', path, '-'], { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}
