/** A packet's pages are set from whatever people write. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type PacketPages, packetPages } from '#src/packets/content/packet-pages.ts';
import { PacketDocument, type PacketItem, type Variant } from '#src/packets/document.ts';
import { createPdfCompiler } from '#src/pdf/compiler.ts';
import { emptyDocument, everything } from '../pdf/documents.ts';
import { missingPrograms, rawText, withFile } from '../tools/pdf-tools.ts';
import { bilagOf, itemOf, packetOf, withPages } from './made-up-packets.ts';

const missing = await missingPrograms(['qpdf', 'pdfinfo', 'pdftotext']);
const withTools = missing.length === 0 ? it : it.skip;
const because = missing.length === 0 ? '' : ` (skipped: install ${missing.join(', ')})`;

const compiler = createPdfCompiler();
afterAll(() => compiler.close());
const pagesOf = (document: PacketDocument, bilag = withPages(document, 3), edition = 1): Promise<PacketPages> =>
  packetPages(compiler, PacketDocument.parse(document), { edition, bilag });
const textOf = ({ pdf }: PacketPages) => withFile(pdf, 'packet.pdf', rawText);

describe('What people write', () => {
  const odd = [
    'Sag »100 %« om "skole" \\ #let x = 1 $ _kursiv_ *fed* @label <b>',
    '😀👨‍👩‍👧 שלום \u202Eenerhcsdne\u202C عربي 漢字 \u0000\u0007\uFFFE\uE000 e\u0301\u0489',
    'Ordetudenmellemrum'.repeat(27),
    '../../etc/passwd\\CON.pdf',
    '   ',
    '{{mustache}} %s ${ [a](b) /* */ // --',
  ];
  const document = packetOf(
    odd.map((title, n) =>
      itemOf(
        n + 1,
        { ...emptyDocument, title: title.trim().slice(0, 300) },
        [
          bilagOf(n + 1, 1, title.slice(0, 500), { docNo: title.trim().slice(0, 40) }),
          bilagOf(n + 1, 2, title.slice(0, 500), { file: null }),
        ],
        { note: title },
      ),
    ),
    { members: odd, organName: odd[1] as string, place: (odd[0] as string).slice(0, 120) },
  );

  withTools(`is printed as it stands, and what no font has with its code point${because}`, async () => {
    const pages = await pagesOf(document);
    const text = (await textOf(pages)).replaceAll('\n', ' ');
    expect(text).toContain('Sag »100 %« om "skole" \\ #let x = 1 $ _kursiv_ *fed* @label <b>');
    for (const written of ['😀', 'שלום', '漢字', '[U+E000]']) expect(text).toContain(written);
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(...odd),
  );
  const anyBilag = (item: number) =>
    fc
      .array(
        fc.record({
          title: anyText,
          docNo: fc.option(anyText.map((text) => text.slice(0, 40))),
          openness: fc.constantFrom('open' as const, 'closed' as const),
          availability: fc.constantFrom(null, 'to-follow' as const, 'handed-out' as const),
          pages: fc.constantFrom(0, 1, 2, 900, -1),
        }),
        { maxLength: 3 },
      )
      .map((rows) =>
        rows.map(({ pages, ...row }, index) => ({
          pages,
          bilag: bilagOf(item, index + 1, row.title, { ...row, ...(pages === -1 && { file: null }) }),
        })),
      );
  const anyPacket = fc
    .record({
      variant: fc.constantFrom<Variant>('members', 'public', 'draft'),
      items: fc.array(fc.record({ title: anyText, note: fc.option(anyText), bilag: anyBilag(1) }), { maxLength: 4 }),
      organName: anyText.map((text) => text.slice(0, 200) || 'Organ'),
      members: fc.array(anyText, { maxLength: 8 }),
      lateReason: fc.option(anyText),
      supplement: fc.boolean(),
    })
    .map(({ items, variant, organName, members, lateReason, supplement }) => {
      const made: PacketItem[] = items.map(({ title, note, bilag }, index) =>
        itemOf(
          index + 1,
          { ...(index === 0 && note === null ? everything : emptyDocument), title: title.trim().slice(0, 300) },
          bilag.map((row) => ({
            ...row.bilag,
            key: `item-${index + 1}.${row.bilag.seq}`,
            label: `${index + 1}.${row.bilag.seq}`,
          })),
          { note, part: supplement && index > 1 ? 'tillaeg' : 'agenda' },
        ),
      );
      const parts = [
        { id: 'agenda', title: 'Dagsorden', lateReason },
        ...(supplement && items.length > 2 ? [{ id: 'tillaeg', title: 'Tillægsdagsorden', lateReason }] : []),
      ];
      const states = items.flatMap(({ bilag }, index) =>
        bilag.flatMap(({ pages, bilag: row }) =>
          row.file === null
            ? []
            : [[`item-${index + 1}.${row.seq}`, pages > 0 ? { pages } : { failure: row.title }] as const],
        ),
      );
      return { document: packetOf(made, { variant, organName, members, parts }), states: new Map(states) };
    });

  it('never stops a packet: hundreds of random ones are set, each page in one place', async () => {
    await fc.assert(
      fc.asyncProperty(anyPacket, async ({ document: random, states }) => {
        const pages = await pagesOf(random, states);
        const own = pages.places.flatMap((place) => (place.kind === 'own' ? [[place.from, place.to] as const] : []));
        own.forEach(([from, to], index) => {
          expect(from).toBe(index === 0 ? 1 : (own[index - 1]?.[1] ?? 0) + 1);
          expect(to).toBeGreaterThanOrEqual(from);
        });
        const bilag = pages.places.flatMap((place) => (place.kind === 'bilag' ? [place.pages] : []));
        expect(bilag.length).toBe([...states.values()].filter((state) => 'pages' in state).length);
        expect(pages.pages).toBe((own.at(-1)?.[1] ?? 0) + bilag.reduce((sum, count) => sum + count, 0));
      }),
      { numRuns: 200, interruptAfterTimeLimit: 40_000 },
    );
  }, 120_000);
});
