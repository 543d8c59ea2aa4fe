/** The check of a file ends at its limits, whatever is in the file, and says which one it met. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFile } from '#src/files/check-file.ts';
import { CHECK_LIMITS, PDF_LIMITS } from '#src/files/check-limits.ts';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { inFolder, office, pdf, png } from './make.ts';
import { hungryPdf } from './traps.ts';

const check = (bytes: Buffer, name: string, limits: Partial<ToolLimits> = {}) =>
  inFolder(async (folder) => {
    const path = join(folder, '1');
    await writeFile(path, bytes);
    const file = { path, name, maxBytes: bytes.length, place: { purpose: 'test', from: folder } };
    return checkFile(file, async () => {}, { ...CHECK_LIMITS, ...limits });
  });
const tooHeavyBy = (limit: string) => ({
  code: 'file-too-heavy',
  status: 422,
  details: { limit, name: expect.any(String) },
});

describe('the check of a file', () => {
  it('gives the programs that it runs no more than it has itself: they could not be started otherwise', () => {
    for (const [limit, most] of Object.entries(CHECK_LIMITS))
      expect(PDF_LIMITS[limit as keyof ToolLimits], limit).toBeLessThanOrEqual(most);
  });

  it('ends where it takes too long', async () => {
    await expect(check(png(), 'foto.png', { wallMs: 1 })).rejects.toMatchObject(tooHeavyBy('time'));
  });

  it('ends where it takes too much memory', async () => {
    const picture = Buffer.concat([png(), Buffer.alloc(120_000_000)]);
    await expect(check(picture, 'foto.png', { memoryMb: 100 })).rejects.toMatchObject(tooHeavyBy('memory'));
  });

  it('ends where qpdf takes too much memory, and says so of the file', async () => {
    const bytes = hungryPdf();
    expect(bytes.length).toBeLessThan(400_000);
    await expect(check(bytes, 'b.pdf')).rejects.toMatchObject(tooHeavyBy('memory'));
  });

  it('takes a sound file under the same limits', async () => {
    expect(await check(pdf('Bilag', 200), 'b.pdf')).toMatchObject({
      kind: 'pdf',
      wholeBy: expect.stringMatching(/^qpdf /),
    });
    expect(await check(office('docx'), 'b.docx')).toMatchObject({ kind: 'docx' });
  });
});
