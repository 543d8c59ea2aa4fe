/** Office files as PDF: what is seen on paper, and nothing of what is hidden in them. By the real LibreOffice. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { MEMO_HIDDEN, memo } from '#src/dev/demo/bilag/memo.ts';
import { SLIDES_HIDDEN, slides } from '#src/dev/demo/bilag/slides.ts';
import { BUDGET_HIDDEN, budget, wideSheet } from '#src/dev/demo/bilag/spreadsheet.ts';
import type { Kind } from '#src/files/kinds.ts';
import { noteSentence } from '#src/words/rendition-words.ts';
import { failureOf, foundIn, type Shown, shown } from './converting.ts';
import { docx, odt, workbook } from './make-office.ts';

describe('A text', () => {
  it('is printed with its changes accepted, without comments, hidden words and the path of the file', async () => {
    const made = await shown(await memo(), 'docx');
    for (const words of [
      'er 5.200.000 kr.',
      'anlægspuljen, som byrådet',
      '2.900.000',
      'Senest gemt 01-02-2023',
      '23/004711',
    ])
      expect(made.words).toContain(words);
    expect(foundIn(made, MEMO_HIDDEN)).toEqual([]);
    expect(made.info).toMatch(/^Tagged:\s+yes$/m);
    expect(made.notes.map(noteSentence)).toEqual([
      expect.stringContaining('Sporede ændringer er gennemført: 7.'),
      expect.stringMatching(/^1 kommentar, 1 stykke skjult tekst og 1 filsti i teksten kommer ikke med\./),
    ]);
  });

  it('is looked for in the way in which hidden words would be found', async () => {
    const made = await shown(await memo(), 'docx');
    expect(foundIn(made, ['Tidsplan', 'Skovvejens Skole'])).toEqual(['Tidsplan', 'Skovvejens Skole']);
  });
});

describe('A spreadsheet', () => {
  it('is printed without hidden sheets, rows and columns, comments, and the names of those who wrote it', async () => {
    const made = await shown(await budget(), 'xlsx');
    for (const words of ['Skovvejens Skole', '4300000', '5550000', 'Side 1']) expect(made.words).toContain(words);
    expect(foundIn(made, BUDGET_HIDDEN)).toEqual([]);
    expect(made.notes.map(noteSentence)).toEqual([
      expect.stringMatching(
        /^1 skjult ark, 1 skjult række, 1 skjult kolonne, 1 kommentar og 1 filsti i teksten kommer ikke med\./,
      ),
    ]);
  });

  it('that is wider than the paper is fitted, and says so', async () => {
    const made = await shown(await wideSheet(), 'xlsx');
    expect(made.notes).toContainEqual({ rule: 'sheets-fitted', details: { count: 1 } });
    expect(made.pages).toBe(2);
    expect(made.words).toContain('Uge 39');
  });

  it('that would fill more pages than anybody reads is refused', async () => {
    expect(await failureOf(await wideSheet(8, 45_000), 'xlsx')).toMatchObject({
      rule: 'sheet-too-large',
      details: { most: 500 },
    });
  });
});

describe('A presentation', () => {
  it('is printed without hidden slides and shapes, notes, and the sheet behind its chart', async () => {
    const made = await shown(await slides(), 'pptx');
    expect(made.pages).toBe(2);
    for (const words of ['Skolestruktur i Skovby', 'Elevtal 2021-2023', '2022']) expect(made.words).toContain(words);
    expect(foundIn(made, SLIDES_HIDDEN)).toEqual([]);
    expect(made.notes.map(noteSentence)).toEqual([
      expect.stringMatching(
        /^1 skjult dias, talernoter til 1 dias, 1 skjult figur og 1 fil inde i filen kommer ikke med\./,
      ),
    ]);
  });
});

describe('Nothing is fetched', () => {
  /** @returns what a server on this computer was asked for while the file was converted */
  async function asked(make: (at: string) => Promise<Buffer>, kind: Kind): Promise<{ made: Shown; urls: string[] }> {
    const urls: string[] = [];
    const server = createServer((request, response) => {
      urls.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    try {
      const made = await shown(await make(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), kind);
      return { made, urls };
    } finally {
      server.close();
    }
  }

  it('for a text with a template and a picture elsewhere', async () => {
    const picture =
      '<w:pict><v:shape style="width:90pt;height:90pt"><v:imagedata r:link="rId7" r:id="rId7"/></v:shape></w:pict>';
    const { made, urls } = await asked(
      (at) =>
        docx({
          body: `<w:p><w:r><w:t>Med billede</w:t></w:r><w:r>${picture}</w:r></w:p>`,
          relations: [
            { id: 'rId7', type: 'image', target: `${at}/billede.png`, external: true },
            { id: 'rId8', type: 'attachedTemplate', target: `${at}/skabelon.dotx`, external: true },
          ],
        }),
      'docx',
    );
    expect(made.words).toContain('Med billede');
    expect(made.notes).toEqual([{ rule: 'left-out', details: { pictures: 1, links: 1 } }]);
    expect(urls).toEqual([]);
  });

  it('for a spreadsheet that asks another computer', async () => {
    const { made, urls } = await asked(
      (at) => workbook(`<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>WEBSERVICE("${at}/tal")</f></c></row>`),
      'xlsx',
    );
    expect(made.words).toContain('1');
    expect(urls).toEqual([]);
  });

  it('for a text of OpenDocument with a picture elsewhere, and with a part of another file', async () => {
    const { made, urls } = await asked(
      (at) =>
        odt(`<text:p>Med billede<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="${at}/b.png"/></draw:frame></text:p>
<text:section text:name="a"><text:section-source xlink:href="${at}/andet.odt"/><text:p>sidst set</text:p></text:section>`),
      'odt',
    );
    expect(made.words).toMatch(/Med billede[\s\S]*sidst set/);
    expect(made.notes).toEqual([{ rule: 'left-out', details: { pictures: 1, links: 1 } }]);
    expect(urls).toEqual([]);
  });
});

describe('A font that is missing', () => {
  const written = (font: string) =>
    docx({ body: `<w:p><w:r><w:rPr><w:rFonts w:ascii="${font}"/></w:rPr><w:t>Ord</w:t></w:r></w:p>` });

  it('is named', async () => {
    expect((await shown(await written('Skovby Sans'), 'docx')).notes).toEqual([
      { rule: 'font-missing', details: { fonts: 'Skovby Sans' } },
    ]);
  });

  it('is not where one with the same widths takes its place', async () => {
    expect((await shown(await written('Calibri'), 'docx')).notes).toEqual([]);
  });
});

describe('What a formula gave', () => {
  it('is printed, whatever kind of value it is, and is not computed again', async () => {
    const cells =
      '<c r="A1" t="str"><f>A9&amp;"x"</f><v>gemt tekst</v></c><c r="B1"><f>TODAY()</f><v>7</v></c><c r="C1" t="b"><f>1=2</f><v>1</v></c><c r="D1"><f>2+3</f></c>';
    const made = await shown(await workbook(`<row r="1">${cells}</row>`), 'xlsx');
    expect(made.words).toMatch(/gemt tekst\s+7\s+SAND\s+5/);
  });
});
