/** The files that the public gets: not a byte of what is closed, in the PDF's streams and metadata, on the web page, in the ZIP. */
import { execFile } from 'node:child_process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { packetHtml } from '#src/packets/content/html/packet-html.ts';
import { packetPages } from '#src/packets/content/packet-pages.ts';
import { itemForReaders } from '#src/packets/content/reader.ts';
import { meetingJson, zipBilag } from '#src/packets/content/zip-entries.ts';
import { type PacketBilag, PacketDocument, type Variant } from '#src/packets/document.ts';
import { createPdfCompiler } from '#src/pdf/compiler.ts';
import { missingPrograms, rawText, withFile } from '../tools/pdf-tools.ts';
import { isClosed, type MadeUpItem, madeUp, madeUpItem, ORGAN, sha256, TODAY } from './made-up-items.ts';
import { packetOf } from './made-up-packets.ts';

const missing = await missingPrograms(['qpdf', 'pdftotext']);
const withTools = missing.length === 0 ? it : it.skip;
const because = missing.length === 0 ? '' : ` (skipped: install ${missing.join(', ')})`;
const run = promisify(execFile);
const compiler = createPdfCompiler();
afterAll(() => compiler.close());

/** All that a PDF says: its text, and its objects with streams unpacked and strings read. */
async function everythingIn(path: string): Promise<string> {
  const { stdout } = await run('qpdf', ['--qdf', '--object-streams=disable', path, '-'], {
    encoding: 'latin1',
    maxBuffer: 256_000_000,
  });
  const strings = [...stdout.matchAll(/<feff([0-9a-f]+)>/gi)].map(([, hex = '']) =>
    Buffer.from(hex, 'hex').swap16().toString('utf16le'),
  );
  return [await rawText(path), stdout, ...strings].join('\n');
}

async function filesOf(made: readonly MadeUpItem[], variant: Variant): Promise<string[]> {
  const situation = { organ: ORGAN, today: TODAY };
  const items = made.map((one, index) => itemForReaders(madeUp(index + 1, one), variant, situation));
  const document = PacketDocument.parse(packetOf(items, { variant }));
  const rows: PacketBilag[] = document.items.flatMap(({ bilag }) => bilag);
  const filed = rows.filter(({ file }) => file !== null);
  const bilag = new Map(
    filed.map(({ key, label }) => [key, label.endsWith('1') ? { pages: 2 } : { failure: 'Filen er låst.' }]),
  );
  const textOf = async (key: string) => ({ pages: [`tekst af ${key}`], language: null });
  const fragments = new Map(filed.map(({ key }) => [key, sha256(`fragment ${key}`)]));
  const zipped = zipBilag(document, fragments);
  const written = new Map(zipped.map(({ key, path }) => [key, { path, sha256: sha256(path) }]));
  const { pdf } = await packetPages(compiler, document, { edition: 1, bilag });
  return [
    JSON.stringify(document),
    await withFile(pdf, 'packet.pdf', everythingIn),
    await text(Readable.from(packetHtml(document, { edition: 1, bilag, foot: null, textOf }))),
    JSON.stringify(zipped) + meetingJson(document, 1, written),
  ];
}

const closedItem = ({ marked: { opennessIn: _, ...marked }, laterClosed }: MadeUpItem): boolean =>
  isClosed(marked) || (laterClosed && isClosed({ ...marked, openness: 'closed' }));

/** What no file may hold: every token of closed items, and of closed bilag all but a title that may be shown. */
function forbidden(made: readonly MadeUpItem[]): RegExp[] {
  return made.flatMap((item, index) => {
    const n = index + 1;
    if (closedItem(item)) return [new RegExp(`p${n}(b\\d+)?-|item-${n}\\b`)];
    return item.rows.flatMap(({ marked, titlePublic, hasFile }, row) => {
      const later =
        hasFile && item.closedLater.includes(row) && isClosed({ ...marked, openness: 'closed', opennessIn: [] });
      if (!isClosed(marked) && !later) return [];
      const token = `p${n}b${row + 1}-`;
      return [
        new RegExp(`${token}(?!${titlePublic ? 'titel\\b' : 'x'})`),
        new RegExp(sha256(token)),
        new RegExp(`item-${n}\\.${row + 1}\\b`),
      ];
    });
  });
}

describe('The public’s files', () => {
  withTools(
    `hold not a byte of what is closed${because}`,
    async () => {
      let searched = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(madeUpItem, { minLength: 2, maxLength: 3 }), async (made) => {
          const never = forbidden(made);
          searched += never.length;
          for (const file of await filesOf(made, 'public'))
            for (const words of never) expect(words.exec(file)?.[0], String(words)).toBeUndefined();
        }),
        { numRuns: 30 },
      );
      expect(searched).toBeGreaterThan(20);
    },
    60_000,
  );

  withTools(`are searched where the words would be: the members’ have them${because}`, async () => {
    const made: MadeUpItem = {
      marked: { openness: 'closed' },
      laterClosed: false,
      rows: [{ marked: { openness: 'closed' }, titlePublic: false, hasFile: true, raw: false }],
      closedLater: [],
      publicTitle: false,
      publicText: false,
      struck: false,
    };
    const [document, pdf, html, zip] = await filesOf([made], 'members');
    for (const file of [document, pdf, html, zip]) {
      expect(file).toContain('p1-tekst');
      expect(file).toContain('p1b1-titel');
    }
    expect(document).toContain(sha256('p1b1-'));
  });
});
