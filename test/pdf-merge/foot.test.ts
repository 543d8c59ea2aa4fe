/** The line below every page of a reader's copy: where it stands, and that it hides nothing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draft } from './make-pdf.ts';
import {
  bilag,
  bilagFragment,
  bytesOf,
  darkRows,
  own,
  ownFragment,
  packetOf,
  wordsOf,
  writeChecked,
} from './packets.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sagsgang-foot-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const FOOT = 'Udleveret til Åse Øgård 5. december 2023 kl. 14.05';

describe('The line below every page', () => {
  it('stands at its visible foot, upright, below all that the page has itself, however it is turned, cropped or sized', async () => {
    const made = await draft();
    const sizes: [number, number][] = [
      [595, 842],
      [842, 595],
      [842, 1191],
      [2384, 3370],
      [60, 900],
      [1, 1],
    ];
    for (const rotate of [0, 90, 180, 270]) {
      for (const size of sizes) made.page('ABC', { size, rotate });
      made.page('ABC', { rotate, crop: [100, 200, 400, 600] });
    }
    const fragment = await bilagFragment(await made.bytes());
    const path = await writeChecked(folder, packetOf([bilag('3.2', fragment)], undefined, { foot: FOOT }));
    for (let page = 1; page <= fragment.index.pages.length; page += 1) {
      const { words, width, height } = await wordsOf(path, page);
      const from = words.findIndex(({ text }) => text === 'Udleveret');
      const line = words.slice(from, from + FOOT.split(' ').length);
      expect(line.map(({ text }) => text).join(' ')).toBe(FOOT);
      expect(new Set(line.map(({ top }) => Math.round(top))).size).toBe(1);
      expect(line[0]?.left).toBeGreaterThan(0);
      expect(line.at(-1)?.right).toBeLessThan(width);
      expect(line[0]?.bottom).toBeLessThanOrEqual(height);
      for (const { bottom } of words.filter((word) => !line.includes(word)))
        expect(bottom).toBeLessThan((line[0]?.top ?? 0) + 1);
    }
  });

  it('stands on our own pages too, which have no stamp, and everything else is where it was', async () => {
    const made = await draft();
    made.page('ABC');
    const bytes = await made.bytes();
    const sources = [own(await ownFragment(bytes)), bilag('1.1', await bilagFragment(bytes))];
    const input = packetOf(sources);
    const parts = input.parts.map((part) => (part.source === 'own' ? { ...part, stamps: null } : part));
    const plain = await writeChecked(folder, { ...input, parts }, 'plain.pdf');
    const copy = await writeChecked(folder, { ...input, parts, foot: FOOT }, 'copy.pdf');
    for (const page of [1, 2]) {
      const [before, after] = [await wordsOf(plain, page), await wordsOf(copy, page)];
      const isFoot = ({ top }: (typeof after.words)[number]) => top >= before.height;
      const texts = (words: typeof after.words) => words.map(({ text }) => text).join(' ');
      expect(texts(after.words.filter((word) => !isFoot(word)))).toBe(texts(before.words));
      expect(texts(after.words.filter(isFoot))).toBe(FOOT);
      expect(after.height).toBeGreaterThan(before.height);
      const rows = await darkRows(plain, page);
      // The last row may be shared with the line that parts the foot from the page.
      expect((await darkRows(copy, page)).slice(0, rows.length - 2)).toEqual(rows.slice(0, -2));
    }
  });

  it('shows nothing that lies below the crop box', async () => {
    const make = async (outside: string) => {
      const made = await draft();
      const page = made.page('INDE', { crop: [100, 100, 400, 400] });
      page.drawText(outside, { font: made.font, size: 14, x: 110, y: 84 });
      const packet = packetOf([bilag('1.1', await bilagFragment(await made.bytes()))], undefined, { foot: FOOT });
      return writeChecked(folder, packet, `below-${outside}.pdf`);
    };
    expect(await darkRows(await make('UDENFOR'), 1)).toEqual(await darkRows(await make(''), 1));
  });

  it('makes a file of its own: two readers, two identifiers', async () => {
    const made = await draft();
    made.page('ABC');
    const input = packetOf([bilag('1.1', await bilagFragment(await made.bytes()))]);
    const id = async (foot: string | null) =>
      /\/ID\[<(\w+)>/.exec((await bytesOf({ ...input, foot })).toString('latin1'))?.[1];
    const [one, other, none] = [await id(FOOT), await id('Udleveret til Bo'), await id(null)];
    expect(new Set([one, other, none]).size).toBe(3);
  });
});
