/** How people find their way in a packet: outline, page labels, links from the contents. */
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { draft } from './make-pdf.ts';
import { bilag, bilagFragment, bytesOf, own, ownFragment, packetOf } from './packets.ts';

interface Line {
  title: string;
  page: number;
  below: Line[];
}

/** The outline as readers show it, each line with its page (from 1). */
function outlineOf(doc: PDFDocument): Line[] {
  const pages = doc.getPages().map(({ ref }) => ref.toString());
  const lines = (parent: PDFDict): Line[] => {
    const found: Line[] = [];
    const at = (dict: PDFDict, key: string) => dict.lookup(PDFName.of(key));
    for (let node = at(parent, 'First'); node instanceof PDFDict; node = at(node, 'Next')) {
      const target = node.lookup(PDFName.of('Dest'), PDFArray).get(0).toString();
      const title = (at(node, 'Title') as PDFString).decodeText();
      expect(at(node, 'Parent')).toBe(parent);
      found.push({ title, page: pages.indexOf(target) + 1, below: lines(node) });
    }
    return found;
  };
  const root = doc.catalog.lookup(PDFName.of('Outlines'));
  return root instanceof PDFDict ? lines(root) : [];
}

/** Two pages with an outline of two lines, one below the other. */
async function withOutline(word: string) {
  const made = await draft();
  const [first, second] = [made.page(`${word} 1`), made.page(`${word} 2`)];
  const { context } = made.doc;
  const [root, top, below] = [context.nextRef(), context.nextRef(), context.nextRef()];
  const title = (text: string) => PDFString.of(text);
  context.assign(root, context.obj({ Type: 'Outlines', First: top, Last: top, Count: 1 }));
  const dest = (page: typeof first) => [page.ref, 'Fit'];
  context.assign(
    top,
    context.obj({
      Title: title('Kapitel'),
      Parent: root,
      First: below,
      Last: below,
      Count: -1,
      Dest: dest(first),
    } as never),
  );
  const action = { S: 'GoTo', D: dest(second) };
  context.assign(below, context.obj({ Title: title('Afsnit'), Parent: top, A: action } as never));
  made.doc.catalog.set(PDFName.of('Outlines'), root);
  return bilagFragment(await made.bytes());
}

describe('The outline', () => {
  it('has a line for each part, item and bilag, and below each bilag the lines of its own', async () => {
    const made = await draft();
    for (let i = 1; i <= 3; i += 1) made.page(`Dagsorden ${i}`);
    const sources = [
      own(await ownFragment(await made.bytes())),
      bilag('1.1', await withOutline('A')),
      bilag('1.2', await withOutline('B')),
    ];
    const line = (title: string, level: number, source: string, page = 1) => ({
      title,
      level,
      source,
      page,
      ownBelow: source !== 'own',
    });
    const packet = packetOf(
      sources,
      [
        { source: 'own', from: 1, to: 2 },
        { source: '1.1', from: 1, to: 2 },
        { source: '1.2', from: 1, to: 2 },
        { source: 'own', from: 3, to: 3 },
      ],
      {
        outline: [
          line('Åbne punkter', 1, 'own'),
          line('1. Budget', 2, 'own', 2),
          line('Bilag 1.1', 3, '1.1'),
          line('Bilag 1.2', 3, '1.2'),
          line('Underskrifter', 1, 'own', 3),
        ],
      },
    );
    const own2 = (at: number) => [
      { title: 'Kapitel', page: at, below: [{ title: 'Afsnit', page: at + 1, below: [] }] },
    ];
    expect(outlineOf(await PDFDocument.load(await bytesOf(packet)))).toEqual([
      {
        title: 'Åbne punkter',
        page: 1,
        below: [
          {
            title: '1. Budget',
            page: 2,
            below: [
              { title: 'Bilag 1.1', page: 3, below: own2(3) },
              { title: 'Bilag 1.2', page: 5, below: own2(5) },
            ],
          },
        ],
      },
      { title: 'Underskrifter', page: 7, below: [] },
    ]);
  });

  it('leads to the stamp of a page, however the page is turned', async () => {
    const made = await draft();
    for (const rotate of [0, 90, 180, 270]) made.page('ABC', { rotate, crop: [100, 200, 400, 600] });
    const source = bilag('1.1', await bilagFragment(await made.bytes()));
    const outline = [1, 2, 3, 4].map((page) => ({
      title: `Side ${page}`,
      level: 1,
      source: '1.1',
      page,
      ownBelow: false,
    }));
    const bytes = await bytesOf(packetOf([source], undefined, { outline }));
    const doc = await PDFDocument.load(bytes);
    const corners = doc.context.enumerateIndirectObjects().flatMap(([, object]) => {
      const found = /\/Dest \[ \d+ \d+ R \/XYZ ([-\d.]+) ([-\d.]+) null \]/.exec(object.toString());
      return found ? [[Number(found[1]), Number(found[2])]] : [];
    });
    const strip = 15.4;
    expect(corners).toEqual([
      [100, 600 + strip],
      [100 - strip, 200],
      [400, 200 - strip],
      [400 + strip, 600],
    ]);
  });
});

describe('Page labels', () => {
  it('are the page numbers of the packet, and of a bilag its number and the page within it', async () => {
    const made = await draft();
    for (let i = 1; i <= 3; i += 1) made.page(`Dagsorden ${i}`);
    const sources = [own(await ownFragment(await made.bytes())), bilag('3.2', await withOutline('A'))];
    const packet = packetOf(sources, [
      { source: 'own', from: 1, to: 2 },
      { source: '3.2', from: 1, to: 2 },
      { source: 'own', from: 3, to: 3 },
    ]);
    const doc = await PDFDocument.load(await bytesOf(packet));
    const labels = doc.catalog.lookup(PDFName.of('PageLabels'), PDFDict).lookup(PDFName.of('Nums'), PDFArray);
    const prefix = `feff${Buffer.from('3.2-', 'utf16le').swap16().toString('hex')}`;
    expect(labels.toString().replace(/\s+/g, ' ')).toBe(
      `[ 0 << /S /D /St 1 >> 2 << /S /D /P <${prefix}> >> 4 << /S /D /St 5 >> ]`,
    );
  });
});

describe('A link of our own pages', () => {
  const withLink = async (uri: string, ours: boolean) => {
    const made = await draft();
    made.annotate(made.page('Indhold'), { Subtype: 'Link', A: { S: 'URI', URI: PDFString.of(uri) } });
    const bytes = await made.bytes();
    return ours ? ownFragment(bytes) : bilagFragment(bytes);
  };
  const linkOn = async (bytes: Uint8Array) =>
    (await PDFDocument.load(bytes)).getPage(0).node.Annots()?.lookup(0)?.toString();

  it('with the address packet: leads to the bilag that it names, and is read with its title', async () => {
    const sources = [
      own(await withLink('packet:3.2', true)),
      bilag('1.1', await withOutline('A')),
      bilag('3.2', await withOutline('B')),
    ];
    const bytes = await bytesOf(packetOf(sources));
    const doc = await PDFDocument.load(bytes);
    const link = (await linkOn(bytes)) ?? '';
    expect(link).toContain(`/Dest [ ${doc.getPage(3).ref} /XYZ 0 `);
    expect(link).toContain(Buffer.from('Bilag 3.2', 'utf16le').swap16().toString('hex'));
    expect(link).not.toContain('/URI');
  });

  it('to a bilag that is not there is an error, and no file from outside can make one', async () => {
    await expect(bytesOf(packetOf([own(await withLink('packet:9.9', true))]))).rejects.toThrow('a link leads to 9.9');
    const outside = await withLink('packet:1.1', false);
    expect(outside.index.packetLinks).toEqual([]);
    expect(await linkOn(await bytesOf(packetOf([bilag('1.1', outside)])))).toBeUndefined();
  });
});
