import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFragment } from '#src/pdf-merge/fragment-source.ts';
import { loadPdf } from '#src/pdf-merge/load-pdf.ts';
import { toFragment } from '#src/pdf-merge/to-fragment.ts';
import { draft } from './make-pdf.ts';
import { bilag, bilagFragment, bytesOf, darkRows, packetOf, pageText, wordsOf, writeChecked } from './packets.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sagsgang-merge-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const TURNS = [0, 90, 180, 270];

describe('A written packet', () => {
  it('is the same, byte for byte, when it is written again', async () => {
    const made = await draft();
    made.page('Side 1');
    const fragment = await bilagFragment(await made.bytes());
    const input = packetOf([bilag('1.1', fragment), bilag('1.2', fragment)]);
    const first = await bytesOf(input);
    expect(Buffer.compare(first, await bytesOf(input))).toBe(0);
    const other = await bytesOf({ ...input, watermark: 'UDKAST' });
    const id = (bytes: Buffer) => /\/ID\[<(\w+)>/.exec(bytes.toString('latin1'))?.[1];
    expect(id(first)).toMatch(/^[0-9a-f]{32}$/);
    expect(id(other)).not.toBe(id(first));
  });

  it('stamps every page at its visible top, however it is turned, cropped or sized, and hides nothing of it', async () => {
    const made = await draft();
    const sizes: [number, number][] = [
      [595, 842],
      [842, 595],
      [842, 1191],
      [2384, 3370],
      [60, 900],
    ];
    for (const rotate of TURNS) {
      for (const size of sizes) made.page('ABC', { size, rotate });
      made.page('ABC', { rotate, crop: [100, 200, 400, 600] });
    }
    const fragment = await bilagFragment(await made.bytes());
    const path = await writeChecked(folder, packetOf([bilag('3.2', fragment)]));
    const total = fragment.index.pages.length;
    for (let page = 1; page <= total; page += 1) {
      const { words, width } = await wordsOf(path, page);
      const strip = words.filter(({ text }) => text !== 'ABC').sort((one, other) => one.left - other.left);
      expect(strip.map(({ text }) => text).join(' ')).toBe(
        `Bilag 3.2 · side ${page} af ${total} Side ${page} af ${total}`,
      );
      const [first] = strip;
      const last = strip.at(-1);
      expect(first?.left).toBeGreaterThan(0);
      expect(last?.right).toBeLessThan(width);
      // Upright, on one line, above everything that the page has itself.
      expect(new Set(strip.map(({ top }) => Math.round(top))).size).toBe(1);
      const content = words.find(({ text }) => text === 'ABC');
      expect(content?.top).toBeGreaterThan(last?.bottom ?? 0);
    }
  });

  it('shows the size of type that suits the page: the same share of an A0 as of an A4', async () => {
    const made = await draft();
    made.page('ABC', { size: [595, 842] });
    made.page('ABC', { size: [2380, 3368] });
    const path = await writeChecked(folder, packetOf([bilag('1.1', await bilagFragment(await made.bytes()))]));
    const [small, large] = await Promise.all([wordsOf(path, 1), wordsOf(path, 2)]);
    const share = ({ words, height }: typeof small) => ((words[0]?.bottom ?? 0) - (words[0]?.top ?? 0)) / height;
    expect(share(large)).toBeCloseTo(share(small), 3);
  });

  it('widens a page that is too narrow for its stamp', async () => {
    const made = await draft();
    made.page('', { size: [1, 1] });
    const path = await writeChecked(folder, packetOf([bilag('1.1', await bilagFragment(await made.bytes()))]));
    const { words, width } = await wordsOf(path, 1);
    expect(words.map(({ text }) => text).join(' ')).toBe('Bilag 1.1 · side 1 af 1 Side 1 af 1');
    expect(words.at(-1)?.right).toBeLessThan(width);
  });

  it('does not show what lies outside the crop box', async () => {
    const make = async (outside: string) => {
      const made = await draft();
      const page = made.page('INDE', { crop: [100, 100, 400, 400] });
      page.drawText(outside, { font: made.font, size: 20, x: 150, y: 405 });
      const packet = packetOf([bilag('1.1', await bilagFragment(await made.bytes()))]);
      return writeChecked(folder, packet, `outside-${outside}.pdf`);
    };
    // The strip grows the page over the very place where the words outside stand.
    expect(await darkRows(await make('UDENFOR'), 1)).toEqual(await darkRows(await make(''), 1));
  });

  it('starts from a clean state where a page leaves states saved, restores too many or leaves text open', async () => {
    for (const content of [
      'q 2 0 0 2 50 50 cm',
      'Q Q Q 3 0 0 3 0 0 cm',
      'BT /F1 400 Tf 1 0 0 1 9 9 Tm',
      '(never closed',
      'q q /P BMC',
    ]) {
      const made = await draft();
      const page = made.page('ABC');
      const broken = made.doc.context.register(made.doc.context.stream(content));
      page.node.set(PDFName.of('Contents'), made.doc.context.obj([broken]));
      const path = await writeChecked(folder, packetOf([bilag('1.1', await bilagFragment(await made.bytes()))]));
      const { words } = await wordsOf(path, 1);
      expect(words.map(({ text }) => text).join(' ')).toBe('Bilag 1.1 · side 1 af 1 Side 1 af 1');
      expect(words[0]?.left).toBeCloseTo(20.4, 0);
    }
  });

  it('keeps the text of every page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ rotate: fc.constantFrom(...TURNS), wide: fc.integer({ min: 200, max: 2000 }) }), {
          minLength: 1,
          maxLength: 4,
        }),
        async (pages) => {
          const each = await draft();
          for (const [i, { rotate, wide }] of pages.entries())
            each.page(`Ord nummer ${i}`, { rotate, size: [wide, 900] });
          const path = await writeChecked(folder, packetOf([bilag('1.1', await bilagFragment(await each.bytes()))]));
          for (const [i] of pages.entries()) expect(await pageText(path, i + 1)).toContain(`Ord nummer ${i}`);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('leads links where they led: within a bilag, by name, and to the web', async () => {
    const make = async (word: string) => {
      const made = await draft();
      const first = made.page(`${word} 1`);
      const second = made.page(`${word} 2`);
      const target = made.doc.context.obj([second.ref, 'XYZ', 10, 20, null] as never);
      const names = { Names: [PDFString.of('navn'), target] };
      made.doc.catalog.set(PDFName.of('Names'), made.doc.context.obj({ Dests: names } as never));
      made.annotate(first, { Subtype: 'Link', Dest: PDFString.of('navn') });
      made.annotate(first, { Subtype: 'Link', A: { S: 'URI', URI: PDFString.of('https://example.dk/') } });
      return bilagFragment(await made.bytes());
    };
    const sources = [bilag('1.1', await make('A')), bilag('1.2', await make('B'))];
    const doc = await PDFDocument.load(await bytesOf(packetOf(sources)));
    const pages = doc.getPages();
    const targets = [0, 2].map((at) => {
      const links = pages[at]?.node
        .Annots()
        ?.asArray()
        .map((_, i) => pages[at]?.node.Annots()?.lookup(i)?.toString());
      const page = /\/Dest \[ (\d+ \d+ R) \/XYZ 10 20 null \]/.exec(links?.[0] ?? '')?.[1];
      expect(Buffer.from(/URI <(\w+)>/.exec(links?.[1] ?? '')?.[1] ?? '', 'hex').toString()).toBe(
        'https://example.dk/',
      );
      return pages.findIndex(({ ref }) => ref.toString() === page);
    });
    expect(targets).toEqual([1, 3]);
  });

  it('refuses a page that comes twice or not at all, and a link to nowhere', async () => {
    const made = await draft();
    made.page('Side 1');
    made.page('Side 2');
    const source = bilag('1.1', await bilagFragment(await made.bytes()));
    const run = (from: number, to: number) => ({ source: '1.1', from, to });
    await expect(bytesOf(packetOf([source], [run(1, 1)]))).rejects.toThrow('page 2 of 1.1 does not come');
    await expect(bytesOf(packetOf([source], [run(1, 2), run(2, 2)]))).rejects.toThrow('page 2 of 1.1 comes twice');
    await expect(bytesOf(packetOf([source], [run(1, 3)]))).rejects.toThrow('1.1 has no pages 1 to 3');
  });

  it('is written from fragments on the disk as from those in memory', async () => {
    const made = await draft();
    made.page('Side 1');
    const bytes = Buffer.concat(toFragment(await loadPdf(await made.bytes())));
    const path = join(folder, 'one.fragment');
    await writeFile(path, bytes);
    const packets = await Promise.all(
      [bytes, path].map(async (from) => bytesOf(packetOf([bilag('1.1', await openFragment(from))]))),
    );
    expect(packets[0]).toEqual(packets[1]);
    await writeFile(path, bytes.subarray(0, 100));
    await expect(openFragment(path)).rejects.toThrow('shorter than it says');
    await writeFile(path, bytes.subarray(0, bytes.length - 1));
    await expect(bytesOf(packetOf([bilag('1.1', await openFragment(path))]))).rejects.toThrow('1.1 is shorter');
    await expect(openFragment(new Uint8Array(20))).rejects.toThrow('no fragment');
  });
});
