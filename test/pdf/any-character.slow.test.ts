/** Whatever characters people write are printed: in a font that has them, or with their code points. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { rangesOfFonts } from '#src/dev/fonts/ranges-of-fonts.ts';
import type { ItemDocument } from '#src/documents/item-document.ts';
import { meetingDocument } from '#src/pdf/meeting-document.ts';
import { printText } from '#src/pdf/print-text.ts';
import { isPrintable } from '#src/pdf/printable-characters.ts';
import { PRINTABLE_RANGES } from '#src/pdf/printable-ranges.ts';
import { renderDocument } from '#src/pdf/render-document.ts';
import { closeItemRenderer, renderItem } from '#src/pdf/render-item.ts';
import { inSymbolFont } from '#src/pdf/symbol-fonts.ts';
import { anyRichText } from '../tools/any-rich-text.ts';
import { missingPrograms, rawText, readText, withFile } from '../tools/pdf-tools.ts';
import { doc, p, text } from '../tools/rich.ts';
import { findVeraPdf } from '../tools/verapdf.ts';
import { emptyDocument, withBody } from './documents.ts';

afterAll(closeItemRenderer);

const options = { standard: 'ua-1', createdAt: new Date('2024-03-01T10:00:00Z') } as const;
const missing = await missingPrograms(['pdftotext']);
const withTools = missing.length === 0 ? it : it.skip;
const because = missing.length === 0 ? '' : ` (skipped: install ${missing.join(', ')})`;
const vera = await findVeraPdf();
const withVera = 'ua1' in vera ? it : it.skip;
const becauseVera = 'ua1' in vera ? '' : ` (skipped: ${vera.missing})`;

/** As a reader copies it, without marks of direction. @param read pdftotext's own order, or that of the file */
const textOf = async (document: ItemDocument, read = readText): Promise<string> =>
  withFile(await renderItem(document, options), 'item.pdf', async (path) =>
    (await read(path)).replaceAll(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '').replaceAll(/\s+/gu, ' '),
  );

const SIGNS = 'Økonomi\u2011 og ● ○ ▪ ◦ ☐ ☑ ☒ ✔ ✓ ✗ ⇒ → ⇔ ➢ ❖ ≤ ≥ ≠ ∑ √ ½ ⅓ ① ℃ ㎡ № ™ 👍 😀 🙂 ⚠ ☎ ✉ ★ ♥ Ω µ';
const LANGUAGES = [
  'Привіт, як справи',
  'Καλημέρα κόσμε',
  'Xin chào các bạn, Đặng Thị Hằng',
  'Zażółć gęślą jaźń, Șerban, Çağrı, Žižek',
  '漢字 测试 日本語 カタカナ',
  '한국어',
  'გამარჯობა',
  'Բարեւ',
];
/** Scripts whose letters join: that they are set at all is what can be read from the file. */
const JOINED = 'ภาษาไทย தமிழ் हिन्दी বাংলা ਪੰਜਾਬੀ සිංහල မြန်မာ ភាសាខ្មែរ አማርኛ ትግርኛ';
const EVERYWHERE = `${SIGNS} ${LANGUAGES.join(' ')} مرحبا שלום ${JOINED} \uF0A7 \uE123 e\u0489 \uD800 \u{10FFFD} \u{1FFFE}`;

/** In every text of an item. */
const oddItem = (odd: string): ItemDocument => ({
  ...emptyDocument,
  title: odd.slice(0, 290),
  printedRoute: odd.slice(0, 100),
  sections: [{ heading: odd.slice(0, 190), body: doc(p(odd)) }],
  rounds: [
    {
      recommendation: { lead: odd, clauses: [odd, odd] },
      decisions: [
        {
          organName: odd.slice(0, 190),
          date: '2024-02-01',
          text: doc(p(odd)),
          absences: [{ label: 'Afbud:', people: [odd.slice(0, 190)] }],
        },
      ],
    },
  ],
  bilag: [
    {
      seq: 1,
      docId: '1',
      openness: 'open',
      title: odd,
      titlePublic: true,
      docNo: odd.slice(0, 40),
      mainDocument: true,
    },
  ],
});

describe('Characters on paper', () => {
  withTools(`are the ones that were written: signs, other alphabets, pictures${because}`, async () => {
    const text = await textOf(withBody(p(SIGNS), ...LANGUAGES.map((words) => p(words))));
    for (const words of [...SIGNS.normalize('NFC').split(' '), ...LANGUAGES]) expect(text).toContain(words);
  });

  withTools(
    `read from right to left where they are written so, in a Danish line and by themselves${because}`,
    async () => {
      const arabic = 'مرحبا بالعالم';
      const persian = 'پژوهش و برنامه';
      const text = await textOf(withBody(p('Brevet siger שלום עולם til alle.'), p(arabic), p(`Navn: ${persian}`)));
      for (const words of ['שלום עולם', arabic, persian]) expect(text).toContain(words);
    },
  );

  withTools(
    `stand in the file in the order in which they are read, also between fonts and marks${because}`,
    async () => {
      const lines = [
        'Brevet siger שלום עולם גדול til alle.',
        'مرحبا بالعالم الكبير',
        'Navn: پژوهش و برنامه',
        'שלום 2024 עולם',
        'אבג مرحبا דהו',
      ];
      const marked = p(text('אבג '), text('דהו זחט', 'bold'), text(' og dansk'));
      const read = await textOf(withBody(...lines.map((line) => p(line)), marked), rawText);
      for (const words of [...lines, 'אבג דהו זחט og dansk']) expect(read).toContain(words);
    },
  );

  withTools(`have their code point in print where no font has them, and are no reason to fail${because}`, async () => {
    const text = await textOf(withBody(p('Før \uE123 og \u{10FFFD} og \u{13000} efter')));
    expect(text).toContain('Før [U+E123] og [U+10FFFD] og [U+13000] efter');
  });

  it('fail no agenda, protocol or page of signatures, wherever they stand', async () => {
    const print = {
      organName: EVERYWHERE.slice(0, 100),
      date: '1. marts 2024',
      startsAt: '10.00',
      endsAt: '11.00',
      place: EVERYWHERE,
      members: [EVERYWHERE],
      absences: [{ label: 'Afbud:', people: [EVERYWHERE] }],
      lateReasons: [EVERYWHERE],
      items: [{ number: '1', document: oddItem(EVERYWHERE), note: EVERYWHERE, bilagAt: null }],
      evidence: {
        protocol: 'a'.repeat(64),
        chain: { seq: 1, hash: 'b'.repeat(64) },
        signers: [{ name: EVERYWHERE, line: 'underskrev', words: EVERYWHERE }],
      },
    };
    for (const kind of ['DAGSORDEN', 'BESLUTNINGSPROTOKOL'] as const) {
      await expect(renderDocument(meetingDocument(kind, print), options)).resolves.toBeInstanceOf(Uint8Array);
    }
  });

  withVera(
    `conform to PDF/UA-1${becauseVera}`,
    async () => {
      if (!('ua1' in vera)) return;
      await withFile(await renderItem(oddItem(EVERYWHERE), options), 'item.pdf', async (path) => {
        expect(await vera.ua1([path])).toEqual([]);
      });
    },
    180_000,
  );

  it('are printed whatever they are: each block of Unicode, and random ones in random texts', async () => {
    const each = Array.from({ length: 0x110000 / 0x40 }, (_, n) => String.fromCodePoint(n * 0x40 + (n % 0x40)));
    const pairs = Array.from({ length: 0x70 }, (_, n) => `e${String.fromCodePoint(0x300 + n)}x`);
    await renderItem(withBody(p(each.join(' ')), p(pairs.join(' '))), options);
    const text = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    );
    const bodies = fc.sample(anyRichText(text), { numRuns: 90, seed: 3 });
    for (let at = 0; at < bodies.length; at += 30) {
      const sections = bodies.slice(at, at + 30).map((body, n) => ({ heading: `Afsnit ${n}`, body }));
      await renderItem({ ...emptyDocument, sections }, options);
    }
  }, 120_000);

  withTools(`are printed in bold, slanted and in a heading as they are upright${because}`, async () => {
    const known = Array.from({ length: 0x20000 }, (_, code) => String.fromCodePoint(code)).filter(
      (character, code) =>
        code > 0x20 && isPrintable(character) && !/[\p{Default_Ignorable_Code_Point}\p{Z}\p{C}]/u.test(character),
    );
    // Of the tens of thousands that one font has alone, some will do.
    const some = known.filter((character, n) => !/[\p{Script=Han}\p{Script=Hangul}]/u.test(character) || n % 97 === 0);
    expect(some.length).toBeGreaterThan(7_000);
    for (const marks of [['bold'], ['italic'], ['bold', 'italic']] as const) {
      const body = Array.from({ length: Math.ceil(some.length / 200) }, (_, n) =>
        p(text(some.slice(n * 200, (n + 1) * 200).join(' '), ...marks)),
      );
      expect(await textOf(withBody(...body))).not.toMatch(/\[U\+/u);
    }
    const headings = ['a\u035B', '\u{11B00}', '\u{1E7E0}', '\u07C1 \u1681 \u2D30'].map((words) => ({
      heading: words,
      body: doc(p('Kort.')),
    }));
    expect(await textOf({ ...emptyDocument, sections: headings })).not.toMatch(/\[U\+/u);
  });

  withTools(`are printed however many right-to-left words stand together${because}`, async () => {
    for (const written of ['مرحبا بالعالم ', 'שלום/', 'م.א/']) {
      const compiled = await textOf(withBody(p(written.repeat(1_500)), p(`${written.repeat(700)}${'a'.repeat(200)}`)));
      expect(compiled).not.toContain('fordi opsætningen fejlede');
      const [letters = ''] = /\p{L}+/u.exec(written) ?? [];
      expect(compiled.split(letters).length - 1).toBe(2_200);
    }
  });

  it('are known by the list that is written from the fonts', async () => {
    expect(PRINTABLE_RANGES).toBe(await rangesOfFonts());
    expect(['a', 'Å', '\u2011', '☐', '漢', '👍'].every(isPrintable)).toBe(true);
    expect(['\uE123', '\u{10FFFD}', '\u{13000}', '\uFFFF'].some(isPrintable)).toBe(false);
  });
});

describe("Bullets of Word's symbol fonts", () => {
  it('are what they usually mean where the font is not known', () => {
    expect(printText('\uF0B7 \uF0A7 \uF0D8 \uF0E0 \uF0FC \uF0A8 \uF06F \uF04A \uF0FE \uF06D \uF0B3 \uF0DE')).toBe(
      '• ▪ ➢ → ✓ □ □ ☺ ☑ μ ≥ ⇒',
    );
  });

  it('are what their font says where it is known, as letters too', () => {
    expect(inSymbolFont('Wingdings', 'ü \uF0FB J')).toBe('✓ ✗ ☺');
    expect(inSymbolFont('"Symbol"', '\uF0B7 a \uF061 Þ')).toBe('• α α ⇒');
    expect(inSymbolFont('Wingdings 2', 'P')).toBe('✓');
    expect(inSymbolFont('Calibri', 'ü')).toBeNull();
  });

  it('are all in our fonts', () => {
    const places = Array.from({ length: 0xe0 }, (_, n) => String.fromCharCode(0xf020 + n)).join('');
    for (const font of ['Symbol', 'Wingdings']) {
      const text = printText(inSymbolFont(font, places) ?? '');
      // No font has a character in the first place, and the last of Wingdings is a trade mark.
      expect(text.match(/\[U\+[0-9A-F]+\]/gu) ?? []).toEqual(['[U+F07F]', '[U+F0FF]']);
    }
  });
});
