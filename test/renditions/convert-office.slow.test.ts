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
import { docx, odt, paragraphs, workbook } from './make-office.ts';

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

  it('is printed without what its styles hide, by themselves or by what they are based on, and counts it', async () => {
    const style = (id: string, type: string, more: string) =>
      `<w:style w:type="${type}" w:styleId="${id}">${more}</w:style>`;
    const styles = [
      style('Skjult', 'character', '<w:rPr><w:vanish/></w:rPr>'),
      style('Barn', 'character', '<w:basedOn w:val="Skjult"/>'),
      style('Barnebarn', 'character', '<w:basedOn w:val="Barn"/><w:rPr><w:b/></w:rPr>'),
      style('Vist', 'character', '<w:basedOn w:val="Skjult"/><w:rPr><w:vanish w:val="0"/></w:rPr>'),
      style('Note', 'paragraph', '<w:link w:val="Skjult"/><w:rPr><w:vanish/></w:rPr>'),
      style('Rund', 'character', '<w:basedOn w:val="Rund"/>'),
    ].join('');
    const run = (text: string, more = '') => `<w:r><w:rPr>${more}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const of = (name: string) => `<w:rStyle w:val="${name}"/>`;
    const paragraph = (inner: string, more = '') => `<w:p><w:pPr>${more}</w:pPr>${inner}</w:p>`;
    const body = [
      paragraph(
        run('Åben begyndelse ') + run('hemmeligt-tegn ', of('Skjult')) + run('hemmeligt-barnebarn ', of('Barnebarn')),
      ),
      paragraph(
        run('synlig-igen ', of('Vist')) +
          run('synlig-direkte ', `${of('Skjult')}<w:vanish w:val="false"/>`) +
          run('rundt', of('Rund')),
      ),
      paragraph(run('hemmeligt-afsnit'), '<w:pStyle w:val="Note"/>'),
      paragraph(run('hemmelig-linje', '<w:vanish/>'), '<w:rPr><w:vanish/></w:rPr>'),
      paragraph(run('Sammen'), '<w:rPr><w:vanish/></w:rPr>'),
      paragraph(run('hængende slutning')),
      `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:tc>${paragraph(run('hemmelig-celle'), '<w:pStyle w:val="Note"/>')}</w:tc></w:tr></w:tbl>`,
      paragraph(run('Til sidst')),
    ].join('');
    const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
    const made = await shown(
      await docx({
        body,
        relations: [{ id: 'rId1', type: 'styles', target: 'styles.xml' }],
        parts: { 'word/styles.xml': `<w:styles xmlns:w="${main}">${styles}</w:styles>` },
      }),
      'docx',
    );
    for (const words of ['Åben begyndelse', 'synlig-igen synlig-direkte rundt', 'Sammenhængende slutning', 'Til sidst'])
      expect(made.words).toContain(words);
    expect(
      foundIn(made, ['hemmeligt-tegn', 'hemmeligt-barnebarn', 'hemmeligt-afsnit', 'hemmelig-linje', 'hemmelig-celle']),
    ).toEqual([]);
    expect(made.notes.map(noteSentence)).toEqual([expect.stringMatching(/^5 stykker skjult tekst kommer ikke med\./)]);
  });

  it('is printed without what is drawn and not to be seen', async () => {
    const shape = (style: string, text: string) =>
      `<w:p><w:r><w:pict><v:shape style="width:200pt;height:40pt;${style}"><v:textbox><w:txbxContent>${paragraphs(text)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`;
    const body =
      paragraphs('Synlig') +
      shape('visibility:visible', 'Synlig-figur') +
      shape('visibility: hidden', 'hemmelig-figur');
    const made = await shown(await docx({ body }), 'docx');
    expect(made.words).toContain('Synlig-figur');
    expect(foundIn(made, ['hemmelig-figur'])).toEqual([]);
    expect(made.notes.map(noteSentence)).toEqual([expect.stringMatching(/^1 skjult figur kommer ikke med\./)]);
  });

  it('says that a file in the place of text is not printed', async () => {
    const made = await shown(
      await docx({
        body: `${paragraphs('Synlig')}<w:altChunk r:id="rId9"/>`,
        relations: [{ id: 'rId9', type: 'aFChunk', target: 'del.htm' }],
        parts: { 'word/del.htm': '<html>hemmelig-del</html>' },
      }),
      'docx',
    );
    expect(foundIn(made, ['hemmelig-del'])).toEqual([]);
    expect(made.notes.map(noteSentence)).toEqual([expect.stringMatching(/^1 fil inde i filen kommer ikke med\./)]);
  });

  it('of which every word is hidden for whoever has no other style is printed empty, and says so', async () => {
    const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
    const normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr><w:vanish/></w:rPr></w:style>';
    const made = await shown(
      await docx({
        body: paragraphs('hemmeligt-et', 'hemmeligt-to'),
        relations: [{ id: 'rId1', type: 'styles', target: 'styles.xml' }],
        parts: { 'word/styles.xml': `<w:styles xmlns:w="${main}">${normal}</w:styles>` },
      }),
      'docx',
    );
    expect(foundIn(made, ['hemmeligt-et', 'hemmeligt-to'])).toEqual([]);
    expect(made.notes.map(noteSentence)).toEqual([expect.stringMatching(/^2 stykker skjult tekst/)]);
  });

  it('of OpenDocument is printed without what its styles hide, and counts it', async () => {
    const style = (name: string, family: string, more = '', inner = '') =>
      `<style:style style:name="${name}" style:family="${family}"${more}>${inner}</style:style>`;
    const none = '<style:text-properties text:display="none"/>';
    const styles = [style('Skjult', 'text', '', none), style('Note', 'paragraph', '', none)].join('');
    const own = [
      style('Barn', 'text', ' style:parent-style-name="Skjult"'),
      style('Vist', 'text', ' style:parent-style-name="Skjult"', '<style:text-properties text:display="true"/>'),
    ].join('');
    const span = (name: string, text: string) => `<text:span text:style-name="${name}">${text}</text:span>`;
    const text = [
      `<text:p>Åben begyndelse ${span('Skjult', 'hemmeligt-tegn')} ${span('Barn', 'hemmeligt-barn')} ${span('Vist', 'synlig-igen')}</text:p>`,
      '<text:p text:style-name="Note">hemmeligt-afsnit</text:p>',
      '<text:section text:name="s" text:display="none"><text:p>hemmelig-sektion</text:p></text:section>',
    ].join('');
    const made = await shown(await odt(text, { styles, own }), 'odt');
    expect(made.words).toMatch(/Åben begyndelse\s+synlig-igen/);
    expect(foundIn(made, ['hemmeligt-tegn', 'hemmeligt-barn', 'hemmeligt-afsnit', 'hemmelig-sektion'])).toEqual([]);
    expect(made.notes.map(noteSentence)).toEqual([expect.stringMatching(/^4 stykker skjult tekst/)]);
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

  it('is printed without rows and columns of no height or width, which hides them as well', async () => {
    const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = [
      `<row r="1">${cell('A1', 'Synlig')}${cell('B1', 'hemmelig-kolonne')}</row>`,
      `<row r="2" ht="0" customHeight="1">${cell('A2', 'hemmelig-række')}</row>`,
      `<row r="3" hidden="0" ht="0.1">${cell('A3', 'hemmelig-linje')}</row>`,
    ].join('');
    const columns = '<cols><col min="2" max="2" width="0" customWidth="1"/></cols>';
    const made = await shown(await workbook(rows, columns), 'xlsx');
    expect(made.words).toContain('Synlig');
    expect(foundIn(made, ['hemmelig-kolonne', 'hemmelig-række', 'hemmelig-linje'])).toEqual([]);
    expect(made.notes.map(noteSentence)).toEqual([
      expect.stringMatching(/^2 skjulte rækker og 1 skjult kolonne kommer/),
    ]);
  });

  it('is printed without those of which nothing is said, where that hides them', async () => {
    const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = [
      `<row r="1" ht="15">${cell('A1', 'Synlig')}${cell('B1', 'hemmelig-kolonne')}${cell('C1', 'hemmelig-nabo')}</row>`,
      `<row r="2">${cell('A2', 'hemmelig-række')}</row>`,
    ].join('');
    const usual = '<sheetFormatPr defaultRowHeight="15" zeroHeight="1" defaultColWidth="0"/>';
    const columns = '<cols><col min="1" max="1" width="20" customWidth="1"/></cols>';
    const made = await shown(await workbook(rows, usual + columns), 'xlsx');
    expect(made.words).toContain('Synlig');
    expect(foundIn(made, ['hemmelig-kolonne', 'hemmelig-nabo', 'hemmelig-række'])).toEqual([]);
    expect(made.notes.map(noteSentence)).toEqual([expect.stringMatching(/^1 skjult række og 2 skjulte kolonner/)]);
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
