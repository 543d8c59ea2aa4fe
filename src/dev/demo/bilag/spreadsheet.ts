/** Spreadsheets as Excel saves them: one with a hidden sheet, hidden rows and columns and a comment, one far wider than paper. */
import {
  contentTypes,
  coreProperties,
  escapeXml,
  packageFile,
  packageRelationships,
  type Relationship,
  relationships,
  XML,
} from '#src/renditions/convert/office/package-file.ts';
import { INVENTED } from './invented.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const NAMESPACES = `xmlns="${MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`;

type Cell = string | number | { formula: string; value: number };
interface Sheet {
  name: string;
  rows: readonly (readonly Cell[])[];
  /** Widths of its columns, in digits. */
  widths: readonly number[];
  state?: 'hidden' | 'veryHidden';
  hiddenRows?: readonly number[];
  hiddenColumns?: readonly number[];
  comment?: { cell: string; text: string };
}

const letters = (column: number): string =>
  (column > 26 ? letters(Math.floor((column - 1) / 26)) : '') + String.fromCharCode(65 + ((column - 1) % 26));

function cell(value: Cell, at: string, bold: boolean): string {
  const style = bold ? ' s="1"' : '';
  if (typeof value === 'number') return `<c r="${at}"${style}><v>${value}</v></c>`;
  if (typeof value === 'string')
    return `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
  return `<c r="${at}"${style}><f>${escapeXml(value.formula)}</f><v>${value.value}</v></c>`;
}

function sheetPart({ rows, widths, hiddenRows = [], hiddenColumns = [], comment }: Sheet): string {
  const columns = widths
    .map((width, at) => {
      const hidden = hiddenColumns.includes(at + 1) ? ' hidden="1"' : '';
      return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"${hidden}/>`;
    })
    .join('');
  const lines = rows.map((row, at) => {
    const hidden = hiddenRows.includes(at + 1) ? ' hidden="1"' : '';
    return `<row r="${at + 1}"${hidden}>${row.map((each, column) => cell(each, `${letters(column + 1)}${at + 1}`, at === 0)).join('')}</row>`;
  });
  const legacy = comment === undefined ? '' : '<legacyDrawing r:id="rId2"/>';
  const header = '<headerFooter><oddHeader>&amp;L&amp;Z&amp;F&amp;RSide &amp;P</oddHeader></headerFooter>';
  return `${XML}<worksheet ${NAMESPACES}><cols>${columns}</cols><sheetData>${lines.join('')}</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>${header}${legacy}</worksheet>`;
}

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0" xfId="0"/><xf fontId="1" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;
const VML =
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape type="#_x0000_t202" style="visibility:hidden"><x:ClientData ObjectType="Note"><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>';

function workbook(sheets: readonly Sheet[], author: string): Promise<Buffer> {
  const numbered = sheets.map((sheet, at) => ({ ...sheet, number: at + 1 }));
  const withComment = numbered.filter(({ comment }) => comment !== undefined);
  const entries = numbered
    .map(
      ({ name, state, number }) =>
        `<sheet name="${escapeXml(name)}" sheetId="${number}" r:id="rId${number}"${state ? ` state="${state}"` : ''}/>`,
    )
    .join('');
  const related: Relationship[] = numbered.map(({ number }) => ({
    id: `rId${number}`,
    type: 'worksheet',
    target: `worksheets/sheet${number}.xml`,
  }));
  return packageFile({
    '[Content_Types].xml': contentTypes({
      'xl/workbook.xml': 'officedocument.spreadsheetml.sheet.main',
      'xl/styles.xml': 'officedocument.spreadsheetml.styles',
      'docProps/core.xml': 'package.core-properties',
      ...Object.fromEntries(
        numbered.map(({ number }) => [`xl/worksheets/sheet${number}.xml`, 'officedocument.spreadsheetml.worksheet']),
      ),
      ...Object.fromEntries(
        withComment.map(({ number }) => [`xl/comments${number}.xml`, 'officedocument.spreadsheetml.comments']),
      ),
    }),
    '_rels/.rels': packageRelationships('xl/workbook.xml'),
    'docProps/core.xml': coreProperties('Regneark', author),
    'xl/workbook.xml': `${XML}<workbook ${NAMESPACES}><sheets>${entries}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([...related, { id: 'rId99', type: 'styles', target: 'styles.xml' }]),
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(numbered.map((sheet) => [`xl/worksheets/sheet${sheet.number}.xml`, sheetPart(sheet)])),
    ...Object.fromEntries(
      withComment.flatMap(({ number, comment }) => [
        [
          `xl/comments${number}.xml`,
          `${XML}<comments xmlns="${MAIN}"><authors><author>${author}</author></authors><commentList><comment ref="${comment?.cell}" authorId="0"><text><r><t>${escapeXml(comment?.text ?? '')}</t></r></text></comment></commentList></comments>`,
        ],
        [`xl/drawings/vmlDrawing${number}.vml`, VML],
        [
          `xl/worksheets/_rels/sheet${number}.xml.rels`,
          relationships([
            { id: 'rId1', type: 'comments', target: `../comments${number}.xml` },
            { id: 'rId2', type: 'vmlDrawing', target: `../drawings/vmlDrawing${number}.vml` },
          ]),
        ],
      ]),
    ),
  });
}

const BUDGET: Sheet = {
  name: 'Anlægsbudget',
  widths: [28, 14, 14, 20],
  rows: [
    ['Anlæg', '2023', '2024', 'Intern vurdering'],
    ['Skovvejens Skole', 4_300_000, 900_000, 'Overskrides nok'],
    ['Cykelsti ved Åvej', 1_250_000, 0, 'Kan udskydes'],
    ['Reserve til forlig', 2_000_000, 0, 'Må ikke nævnes'],
    [
      'I alt',
      { formula: 'SUM(B2:B3)', value: 5_550_000 },
      { formula: "SUM(C2:C3)+'Lønforhandling'!B2*0", value: 900_000 },
      '',
    ],
    [INVENTED],
  ],
  hiddenRows: [4],
  hiddenColumns: [4],
  comment: { cell: 'B2', text: 'Tallet er forhandlet ned af direktøren personligt' },
};
const SALARIES: Sheet = {
  name: 'Lønforhandling',
  widths: [30, 14],
  rows: [
    ['Medarbejder', 'Tillæg'],
    ['Kirsten Holmegaard', 48_000],
  ],
  state: 'hidden',
};

/** Words of the budget that nobody is to find in what is made of it. */
export const BUDGET_HIDDEN = [
  ...['Lønforhandling', 'Kirsten Holmegaard', 'Reserve til forlig', 'Intern vurdering', 'Overskrides nok'],
  ...['direktøren personligt', 'Palle Storm'],
];

export const budget = (): Promise<Buffer> => workbook([BUDGET, SALARIES], 'Palle Storm');

/** A sheet of so many columns and rows, each cell with a number. */
export function wideSheet(columns = 40, rows = 30): Promise<Buffer> {
  const heads = ['Institution', ...Array.from({ length: columns - 1 }, (_, at) => `Uge ${at + 1}`)];
  const line = (row: number): Cell[] => [
    `Børnehus ${row}`,
    ...Array.from({ length: columns - 1 }, (_, at) => ((row * 7 + at * 13) % 40) + 10),
  ];
  const body = Array.from({ length: rows }, (_, at) => line(at + 1));
  return workbook(
    [{ name: 'Belægning', widths: heads.map((_, at) => (at === 0 ? 18 : 10)), rows: [heads, ...body, [INVENTED]] }],
    'Palle Storm',
  );
}
