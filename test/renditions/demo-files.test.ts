/** The demo's bilag are taken at upload, and become PDFs without what is hidden in them. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEMO_FILES } from '#src/dev/demo/bilag/files.ts';
import { checkFile } from '#src/files/check-file.ts';
import { inFolder } from '../files/make.ts';
import { foundIn, shown } from './converting.ts';

describe.each(DEMO_FILES)('$name', ({ name, kind, make, hidden }) => {
  it('has the same bytes each time, small enough for a demo', async () => {
    const once = await make();
    const again = await make();
    expect(again.equals(once)).toBe(true);
    expect(once.length).toBeLessThan(1_000_000);
  });

  it('is taken for what it is', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'fil');
      await writeFile(path, await make());
      const file = { path, name, maxBytes: 50_000_000, place: { purpose: 'test', from: folder } };
      expect(await checkFile(file, async () => {})).toMatchObject({ kind, name });
    });
  });

  it('becomes a PDF in which nothing hidden is found', async () => {
    const made = await shown(await make(), kind);
    expect(made.pages).toBeGreaterThan(0);
    expect(foundIn(made, hidden)).toEqual([]);
  });
});

describe('The demo has', () => {
  const made = async (name: string) => {
    const file = DEMO_FILES.find((each) => each.name.startsWith(name));
    if (file === undefined) throw new Error(`no ${name}`);
    return shown(await file.make(), file.kind);
  };

  it('a scan of several pages without a word', async () => {
    const { words, pages } = await made('Høringssvar');
    expect(pages).toBeGreaterThan(2);
    expect(words.trim()).toBe('');
  });

  it('drawings without tags, on paper of several sizes', async () => {
    const { info, pages } = await made('Tegninger');
    expect(pages).toBe(4);
    expect(info).toMatch(/^Tagged:\s+no$/m);
  });

  it('a photograph that stands upright', async () => {
    expect((await made('Foto')).info).toMatch(/Page size:\s+595\.28 x 841\.89/);
  });

  it('a mail with a table and a picture behind it', async () => {
    const { words, pages } = await made('Mail');
    expect(pages).toBe(3);
    expect(words).toMatch(/Ane Birk[\s\S]*Tirsdag\s+205/);
  });
});
