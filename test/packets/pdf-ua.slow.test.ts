/** A packet's own pages are accessible by themselves. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type PacketPages, packetPages } from '#src/packets/content/packet-pages.ts';
import { PacketDocument } from '#src/packets/document.ts';
import { createPdfCompiler } from '#src/pdf/compiler.ts';
import { everything } from '../pdf/documents.ts';
import { missingPrograms, pdfInfo, qpdfCheck, structure, withFile } from '../tools/pdf-tools.ts';
import { findVeraPdf } from '../tools/verapdf.ts';
import { bilagOf, itemOf, largePacket, packetOf, usualPacket, withPages } from './made-up-packets.ts';

const missing = await missingPrograms(['qpdf', 'pdfinfo', 'pdftotext']);
const withTools = missing.length === 0 ? it : it.skip;
const because = missing.length === 0 ? '' : ` (skipped: install ${missing.join(', ')})`;
const vera = await findVeraPdf();
const withVera = 'ua1' in vera ? it : it.skip;
const becauseVera = 'ua1' in vera ? '' : ` (skipped: ${vera.missing})`;

const compiler = createPdfCompiler();
afterAll(() => compiler.close());
const pagesOf = (document: PacketDocument, bilag = withPages(document, 3), edition = 1): Promise<PacketPages> =>
  packetPages(compiler, PacketDocument.parse(document), { edition, bilag });

describe('PDF/UA-1', () => {
  const cases: [
    string,
    () => { document: PacketDocument; bilag?: Map<string, { pages: number } | { failure: string }> },
  ][] = [
    ['members', () => usualPacket('members')],
    ['public', () => usualPacket('public')],
    ['draft', () => usualPacket('draft')],
    ['large', () => ({ document: largePacket() })],
    ['everything', () => ({ document: packetOf([itemOf(1, everything, [bilagOf(1, 1, 'Bilag')])]) })],
    ['empty', () => ({ document: packetOf([]) })],
  ];
  const files: string[] = [];

  withTools(`tags, language and title are there, and qpdf finds no fault${because}`, async () => {
    const { document, bilag } = usualPacket();
    await withFile((await pagesOf(document, bilag)).pdf, 'packet.pdf', async (path) => {
      await qpdfCheck(path);
      const info = await pdfInfo(path);
      expect(info.get('Tagged')).toBe('yes');
      expect(info.get('Title')).toBe('Dagsorden med bilag: Kommunalbestyrelsen Tirsdag den 12. marts 2024');
      expect(await structure(path)).toMatch(/H1[\s\S]*Kommunalbestyrelsen/);
    });
  });

  withVera(
    `is what veraPDF finds of every variant${becauseVera}`,
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'sagsgang-packet-'));
      try {
        for (const [name, make] of cases) {
          const { document, bilag } = make();
          const path = join(folder, `${name}.pdf`);
          await writeFile(path, (await pagesOf(document, bilag)).pdf);
          files.push(path);
        }
        expect('ua1' in vera ? await vera.ua1(files) : ['']).toEqual([]);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    120_000,
  );
});
