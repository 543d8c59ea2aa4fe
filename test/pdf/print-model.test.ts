import { describe, expect, it } from 'vitest';
import { printModel } from '#src/pdf/print-model.ts';
import { printText } from '#src/pdf/print-text.ts';
import { richBlocks } from '#src/pdf/rich-blocks.ts';
import { tableGrid } from '#src/pdf/table-grid.ts';
import { doc, h, table, td, th } from '../tools/rich.ts';
import { agenda004, emptyDocument } from './documents.ts';

describe('the print model', () => {
  it('lets one at-clause read on from the lead and sets several as a list', () => {
    expect(printModel(agenda004(0), false).rounds[0]?.recommendation).toEqual({
      line: 'Kommunaldirektøren indstiller, at udmøntningsplanen drøftes og godkendes.',
      clauses: [],
    });
    const several = { lead: 'Direktionen indstiller, at', clauses: ['planen godkendes.', 'sagen sendes i høring.'] };
    const document = { ...emptyDocument, rounds: [{ recommendation: several, decisions: [] }] };
    expect(printModel(document, false).rounds[0]?.recommendation).toEqual({
      line: 'Direktionen indstiller, at',
      clauses: ['planen godkendes.', 'sagen sendes i høring.'],
    });
  });

  it('leaves out sections and recommendations without words', () => {
    const document = {
      ...emptyDocument,
      sections: [{ heading: 'Lovgrundlag', body: doc({ type: 'paragraph' }) }],
      rounds: [{ recommendation: { lead: '', clauses: [] }, decisions: [] }],
    };
    expect(printModel(document, true)).toMatchObject({ sections: [], rounds: [{ recommendation: null }] });
  });

  it('prints attachments in the order of their numbers', () => {
    const [row] = agenda004(0).bilag;
    if (row === undefined) throw new Error('agenda 004 has an attachment');
    const bilag = [10, 2, 1].map((seq) => ({ ...row, seq }));
    expect(printModel({ ...emptyDocument, bilag }, false).bilag.map(({ number }) => number)).toEqual([
      '1 - 3553401',
      '2 - 3553401',
      '10 - 3553401',
    ]);
  });
});

describe('headings', () => {
  it('never skip a level, whatever the text does', () => {
    const levels = richBlocks(doc(h(4, 'a'), h(4, 'b'), h(2, 'c'), h(4, 'd'), h(3, 'e')), 2).map((block) =>
      block.kind === 'heading' ? block.level : null,
    );
    expect(levels).toEqual([3, 4, 3, 4, 4]);
  });

  it('are bold lines inside a table', () => {
    const [block] = richBlocks(doc(table([td(h(2, 'Punkt'))])), 2);
    expect(block).toMatchObject({
      cells: [{ blocks: [{ kind: 'paragraph', runs: [{ text: 'Punkt', bold: true }] }] }],
    });
  });
});

describe('text for print', () => {
  it('keeps the words and drops what only steers a screen', () => {
    expect(printText('op\u00ADhæng\u200B til\u202Fen\r\nlinje\u0007 \uF0B7 A\u030A')).toBe(
      'ophæng til\u00A0en linje  • Å',
    );
  });
});

describe('a table', () => {
  it('has its leading rows of headings repeated as its head, and no hole where a row is short', () => {
    const grid = tableGrid(table([th('A'), th('B')], [td('1')], [td('2'), td('3')]));
    expect(grid).toMatchObject({ columns: 2, headerRows: 1 });
    expect(grid?.cells.map(({ x, y }) => `${x},${y}`)).toEqual(['0,0', '1,0', '0,1', '1,1', '0,2', '1,2']);
  });

  it('cuts spans that collide or run out of the table', () => {
    const grid = tableGrid(table([td('a'), td('b', { rowspan: 9 })], [td('c', { colspan: 9 })]));
    expect(grid?.cells).toMatchObject([
      { x: 0, y: 0 },
      { x: 1, y: 0, rowspan: 2 },
      { x: 0, y: 1, colspan: 1 },
    ]);
  });

  it('gives the room to the column with the long text', () => {
    const long = 'Direktionen gennemgår og drøfter status på årshjulet for det kommende år. '.repeat(3);
    const [narrow = 0, wide = 0] = tableGrid(table([td('10.00-'), td(long)]))?.widths ?? [];
    expect(wide).toBeGreaterThan(narrow * 4);
    expect(tableGrid(table([td('2024'), td('1.200')]))?.widths).toBeNull();
  });

  it('keeps dates on one line beside long text', () => {
    const long = 'Årligt dialogmøde med kultur- og udviklingschefen om budgetopfølgningen. '.repeat(3);
    const widthBeside = (date: string) => tableGrid(table([td(date), td(long)]))?.widths?.[0] ?? 0;
    expect(widthBeside('27. Sep.')).toBe(widthBeside('27.xSep.'));
  });

  it('of nothing is nothing', () => {
    expect(tableGrid({ type: 'table' })).toBeNull();
  });
});
