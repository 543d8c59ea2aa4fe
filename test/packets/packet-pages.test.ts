/** The pages of a packet that are its own: tagged, numbered with their bilag, and set from whatever people write. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { type PacketPages, packetPages } from '#src/packets/content/packet-pages.ts';
import { PacketDocument } from '#src/packets/document.ts';
import { createPdfCompiler } from '#src/pdf/compiler.ts';
import { missingPrograms, qpdfCheck, rawText, withFile } from '../tools/pdf-tools.ts';
import { largePacket, usualPacket, withPages } from './made-up-packets.ts';

const missing = await missingPrograms(['qpdf', 'pdfinfo', 'pdftotext']);
const withTools = missing.length === 0 ? it : it.skip;
const because = missing.length === 0 ? '' : ` (skipped: install ${missing.join(', ')})`;

const run = promisify(execFile);
const compiler = createPdfCompiler();
afterAll(() => compiler.close());
const pagesOf = (document: PacketDocument, bilag = withPages(document, 3), edition = 1): Promise<PacketPages> =>
  packetPages(compiler, PacketDocument.parse(document), { edition, bilag });

const textOf = ({ pdf }: PacketPages) => withFile(pdf, 'packet.pdf', rawText);
/** The words of each page. */
const pageTexts = async (pages: PacketPages) => (await textOf(pages)).split('\f').slice(0, -1);

describe('A packet’s own pages', () => {
  withTools(`say where everything is, counted with the bilag’s pages${because}`, async () => {
    const { document, bilag } = usualPacket();
    const pages = await pagesOf(document, bilag, 3);
    // 34 + 7 + 7 + 7 pages of bilag; two without a file and one that failed have a page of the packet's own alone.
    expect(pages.pages).toBe(
      pages.places.reduce((sum, place) => sum + (place.kind === 'own' ? place.to - place.from + 1 : place.pages), 0),
    );
    const texts = await pageTexts(pages);
    const numbers = new Map<string, number>();
    let page = 0;
    for (const place of pages.places) {
      if (place.kind === 'bilag') numbers.set(place.key, page + 1);
      const own = place.kind === 'own' ? texts.slice(place.from - 1, place.to) : [];
      own.forEach((text, index) => {
        expect(text).toContain(`Side ${page + index + 1} af ${pages.pages}`);
      });
      page += place.kind === 'own' ? own.length : place.pages;
    }
    expect(page).toBe(pages.pages);
    const contents = (texts[1] ?? '').replaceAll('\n', ' ');
    for (const [key, title] of [
      ['item-2.1', 'Udmøntningsplan for velfærdsaftalen'],
      ['item-2.4', 'Notat om ejendomsvurderinger'],
      ['item-3.1', 'Købsaftale'],
    ] as const) {
      const { label } = document.items.flatMap((item) => item.bilag).find((row) => row.key === key) ?? { label: '' };
      expect(contents).toMatch(new RegExp(`${label} ${title}.{0,40} side ${numbers.get(key)} `));
      expect(texts.find((text) => text.includes(`Bilag ${label}`) && text.includes('Bilaget begynder'))).toContain(
        `Bilaget begynder på side ${numbers.get(key)}`,
      );
    }
  });

  withTools(`put each bilag right after the page that announces it${because}`, async () => {
    const { document, bilag } = usualPacket();
    const { places, outline, ...pages } = await pagesOf(document, bilag);
    const texts = await pageTexts({ places, outline, ...pages });
    places.forEach((place, index) => {
      if (place.kind === 'own') return;
      const before = places[index - 1];
      const announcement = before?.kind === 'own' ? (texts[before.to - 1] ?? '') : '';
      expect(announcement).toContain(place.stamp);
      expect(announcement).toContain(`Sider ${place.pages}`);
    });
    expect(outline.map(({ level, title, bilag: key }) => `${level} ${title}${key === null ? '' : ' *'}`)).toEqual([
      '1 Forside',
      '1 Indholdsfortegnelse',
      '1 Dagsorden',
      '2 1. Godkendelse af dagsorden',
      '2 2. Udmøntningsplan 2024-2027',
      '3 Bilag 2.1 Udmøntningsplan for velfærdsaftalen *',
      '3 Bilag 2.2 Høringssvar fra Ældrerådet, Handicaprådet og de lokale bestyrelser, samlet og kommenteret *',
      '3 Bilag 2.3 Økonomisk oversigt 2024-2027.xlsx',
      '3 Bilag 2.4 Notat om ejendomsvurderinger *',
      '2 3. Køb af areal ved Åbyvej',
      '3 Bilag 3.1 Købsaftale *',
      '3 Bilag 3.2 Vurderingsrapport',
      '3 Bilag 3.3 Kort over arealet',
      '2 4. Eventuelt',
      '1 Bilagsoversigt',
      '1 Underskriftsside',
    ]);
    for (const { title, page } of outline.slice(3, 14))
      expect(texts[page - 1]).toContain(title.replace(/^Bilag [\d.]+ /, '').slice(0, 30));
  });

  withTools(`say of a bilag without pages why it has none, and what to do${because}`, async () => {
    const { document, bilag } = usualPacket();
    const text = (await textOf(await pagesOf(document, bilag))).replaceAll('\n', ' ');
    expect(text).toContain('Bilaget kunne ikke gengives');
    expect(text).toContain('er beskyttet med adgangskode og kan ikke åbnes. Gem en udgave uden adgangskode');
    expect(text).toContain('Bilaget eftersendes');
    expect(text).toContain('Bilaget står på listen uden en fil');
    expect(text).toContain('LUKKET indtil 1. juli 2024');
    const open = usualPacket('public');
    expect(await textOf(await pagesOf(open.document, open.bilag))).not.toContain('adgangskode');
  });

  withTools(`name the members under their heading, few or many${because}`, async () => {
    const { document, bilag } = usualPacket();
    for (const members of [document.members.slice(0, 3), document.members]) {
      const [cover = ''] = await pageTexts(await pagesOf({ ...document, members }, bilag));
      expect(cover).toContain('Medlemmer\n');
      for (const name of members.slice(1)) expect(cover).toContain(name);
    }
  });

  withTools(`are marked as a draft on every page${because}`, async () => {
    const { document, bilag } = usualPacket('draft');
    const pages = await pagesOf(document, bilag);
    for (const text of await pageTexts(pages)) expect(text.toLocaleUpperCase('da')).toContain('UDKAST');
  });

  withTools(`of one item end with its bilag, without a page of signatures${because}`, async () => {
    const { document, bilag } = usualPacket();
    const items = document.items.slice(1, 2);
    const pages = await pagesOf({ ...document, scope: { kind: 'item', item: 'item-2' }, items }, bilag);
    expect(pages.places.at(-1)).toMatchObject({ kind: 'bilag', key: 'item-2.4' });
    const text = await textOf(pages);
    expect(text).toContain('PUNKT MED BILAG');
    expect(text).not.toMatch(/Underskriftsside|Bilagsoversigt/);
    expect(text).toContain(`Side 1 af ${pages.pages}`);
  });

  it('are the same bytes each time, on another thread too', async () => {
    const { document, bilag } = usualPacket();
    const [first, again] = [await pagesOf(document, bilag), await pagesOf(document, bilag)];
    const other = createPdfCompiler();
    const elsewhere = await packetPages(other, document, { edition: 1, bilag });
    await other.close();
    expect(Buffer.from(first.pdf).equals(Buffer.from(again.pdf))).toBe(true);
    expect(Buffer.from(first.pdf).equals(Buffer.from(elsewhere.pdf))).toBe(true);
  });

  withTools(`have links that all lead somewhere${because}`, async () => {
    const document = largePacket();
    const pages = await pagesOf(document);
    const keys = new Set(pages.places.flatMap((place) => (place.kind === 'bilag' ? [place.key] : [])));
    const raw = await withFile(pages.pdf, 'packet.pdf', async (path) => {
      await qpdfCheck(path);
      return rawObjects(path);
    });
    const addresses = [...raw.matchAll(/\/URI \(packet:([^)]*)\)/g)].map(([, key]) => key);
    expect(new Set(addresses)).toEqual(keys);
    // Contents, the item's list, the announcement and the overview; one that is broken over two lines has two areas.
    for (const key of keys) expect(addresses.filter((one) => one === key).length).toBeGreaterThanOrEqual(4);
  });
});

/** The objects of a PDF in a form that can be read. */
async function rawObjects(path: string): Promise<string> {
  const { stdout } = await run('qpdf', ['--qdf', '--object-streams=disable', path, '-'], {
    encoding: 'latin1',
    maxBuffer: 256_000_000,
  });
  return stdout;
}
