/** Fragments written as PDFs in a thread. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanFragment } from '#src/packets/clean-fragment.ts';
import { pdfOfFragment } from '#src/packets/pdf-of-fragment.ts';
import { createPdfThread } from '#src/packets/pdf-thread.ts';
import { book, inFolder, pdf } from '../files/make.ts';
import { qpdfCheck } from '../tools/pdf-tools.ts';

async function fragmentIn(folder: string, bytes: Buffer, name = 'fragment'): Promise<string> {
  const path = join(folder, name);
  const { fragment } = await cleanFragment(bytes);
  await writeFile(path, Buffer.concat(fragment));
  return path;
}

describe('A thread that writes PDFs', () => {
  it('writes one fragment after the other, the same bytes as are written without it', () =>
    inFolder(async (folder) => {
      const thread = createPdfThread();
      for (const [n, bytes] of [pdf('Budget', 3), book(40), pdf('Notat', 1)].entries()) {
        const fragment = await fragmentIn(folder, bytes, `fragment-${n}`);
        const [here, there] = [join(folder, 'here.pdf'), join(folder, 'there.pdf')];
        await thread.write(fragment, there);
        await pdfOfFragment(fragment, here);
        expect((await readFile(there)).equals(await readFile(here))).toBe(true);
        await qpdfCheck(there);
      }
      await thread.close();
    }));

  it('says what is wrong, and goes on with the next', () =>
    inFolder(async (folder) => {
      const thread = createPdfThread();
      await expect(thread.write(join(folder, 'none'), join(folder, 'out.pdf'))).rejects.toThrow(/ENOENT/);
      await thread.write(await fragmentIn(folder, pdf()), join(folder, 'out.pdf'));
      await qpdfCheck(join(folder, 'out.pdf'));
      await thread.close();
    }));

  it('leaves nobody waiting when it is closed in the middle', () =>
    inFolder(async (folder) => {
      const thread = createPdfThread();
      const writing = thread.write(await fragmentIn(folder, book(300)), join(folder, 'out.pdf'));
      await Promise.all([expect(writing).rejects.toThrow(/ended/), thread.close()]);
      await expect(thread.write('a', 'b')).rejects.toThrow(/closed/);
    }));
});
