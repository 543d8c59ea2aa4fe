/** A CSV file as a table: each cell as it stands, so that no number loses its zeros and none becomes a date. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Converted, ToConvert } from './converted.ts';
import { csvRows } from './csv-rows.ts';
import { decodeText } from './decode-text.ts';
import { convertXlsx } from './office/convert-office.ts';
import { contentTypes, escapeXml, packageFile, relationships, XML } from './office/package-file.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const NARROWEST = 6;
const WIDEST = 60;
/** Rows that are measured for the widths of columns. */
const MEASURED = 500;

const cellXml = (text: string): string =>
  `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;

/** Cells have addresses, by which the width of the sheet is found. */
const letters = (column: number): string =>
  (column > 26 ? letters(Math.floor((column - 1) / 26)) : '') + String.fromCharCode(65 + ((column - 1) % 26));

function sheetXml(rows: readonly (readonly string[])[]): string {
  const measured = rows.slice(0, MEASURED);
  const count = measured.reduce((most, row) => Math.max(most, row.length), 1);
  const columns = Array.from({ length: count }, (_, at) => {
    const longest = measured.reduce((most, row) => Math.max(most, row[at]?.length ?? 0), NARROWEST);
    return `<col min="${at + 1}" max="${at + 1}" width="${Math.min(longest + 2, WIDEST)}" customWidth="1"/>`;
  });
  const lines = rows.map((row, at) => {
    const cells = row.map((text, column) => cellXml(text).replace('<c ', `<c r="${letters(column + 1)}${at + 1}" `));
    return `<row r="${at + 1}">${cells.join('')}</row>`;
  });
  return `${XML}<worksheet xmlns="${MAIN}"><cols>${columns.join('')}</cols><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

/** @throws RenditionFailed as `convertXlsx` */
export async function convertCsv({ path, folder }: ToConvert): Promise<Converted> {
  const rows = csvRows(decodeText(await readFile(path)));
  const xlsx = join(folder, 'tabel.xlsx');
  const bytes = await packageFile({
    '[Content_Types].xml': contentTypes({
      'xl/workbook.xml': 'officedocument.spreadsheetml.sheet.main',
      'xl/worksheets/sheet1.xml': 'officedocument.spreadsheetml.worksheet',
    }),
    '_rels/.rels': relationships([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Tabel" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([{ id: 'rId1', type: 'worksheet', target: 'worksheets/sheet1.xml' }]),
    'xl/worksheets/sheet1.xml': sheetXml(rows),
  });
  await writeFile(xlsx, bytes);
  return convertXlsx({ path: xlsx, folder });
}
