/** Whether two PDFs show the same, as poppler reads them: pages, the words of each, and a small picture of each. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { runWhole } from '#src/tools/run-whole.ts';
import { hashFile } from './hash-file.ts';

/** Enough to see a line of text or a stamp that is missing; an A4 page is 165 × 234 points. */
const DOTS_PER_INCH = 20;

async function pictures(path: string, folder: string, limits: ToolLimits): Promise<string[] | null> {
  await mkdir(folder);
  const args = ['-r', String(DOTS_PER_INCH), '-gray', path, join(folder, 'page')];
  const { code } = await runWhole({ file: 'pdftoppm', args, folder, limits });
  if (code !== 0) return null;
  const names = (await readdir(folder)).toSorted();
  const sums: string[] = [];
  for (const name of names) sums.push((await hashFile(join(folder, name))).hash);
  return sums;
}

/** @returns the SHA-256 of its words; null where they cannot be read */
async function words(path: string, folder: string, limits: ToolLimits): Promise<string | null> {
  const to = join(folder, 'words.txt');
  // A form feed ends each page.
  const { code } = await runWhole({ file: 'pdftotext', args: [path, to], folder, limits });
  return code === 0 ? (await hashFile(to)).hash : null;
}

/**
 * Pages and the picture of each.
 * @param folder an empty one, for what is compared
 * @param limits of each program that reads one of them
 * @returns false where they differ or one cannot be read. @throws as `runWhole`
 */
export async function lookTheSame(one: string, other: string, folder: string, limits: ToolLimits): Promise<boolean> {
  const seen = [await pictures(one, join(folder, 'one'), limits), await pictures(other, join(folder, 'other'), limits)];
  return seen[0] !== null && JSON.stringify(seen[0]) === JSON.stringify(seen[1]);
}

/**
 * As `lookTheSame`, and the words of each page.
 * @param folder an empty one, for what is compared
 * @param limits of each program that reads one of them
 * @returns false where they differ or one cannot be read. @throws as `runWhole`
 */
export async function showTheSame(one: string, other: string, folder: string, limits: ToolLimits): Promise<boolean> {
  const [mine, theirs] = [await words(one, folder, limits), await words(other, folder, limits)];
  if (mine === null || mine !== theirs) return false;
  return lookTheSame(one, other, folder, limits);
}
