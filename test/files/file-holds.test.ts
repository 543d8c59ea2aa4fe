import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileHolds } from '#src/files/file-holds.ts';
import { inFolder } from './make.ts';

const MB = 1024 * 1024;
const WORD = Buffer.from('/Encrypt');

/** @param at where in the file the word stands, in bytes */
const found = (size: number, at: number | null): Promise<boolean> =>
  inFolder(async (folder) => {
    const bytes = Buffer.alloc(size, '.');
    if (at !== null) WORD.copy(bytes, at);
    const path = join(folder, 'file');
    await writeFile(path, bytes);
    return fileHolds(path, WORD);
  });

describe('A word in a file', () => {
  it('is found wherever it stands, across the border of two pieces too', async () => {
    const places = [0, MB - WORD.length, MB - 4, MB - 1, MB, 2 * MB - 8, 2 * MB - 5, 3 * MB - WORD.length];
    for (const at of places) expect(await found(3 * MB, at), `at ${at}`).toBe(true);
  });

  it('is not found where it is not, or only its beginning', async () => {
    expect(await found(0, null)).toBe(false);
    expect(await found(3, null)).toBe(false);
    expect(await found(3 * MB, null)).toBe(false);
    expect(await found(2 * MB + 3, null)).toBe(false);
  });
});
