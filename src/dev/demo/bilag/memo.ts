/** A memo as Word saves it while several people work on it: tables, tracked changes, comments, hidden text and the path of the file. */
import {
  contentTypes,
  coreProperties,
  escapeXml,
  packageFile,
  packageRelationships,
  relationships,
  XML,
} from '#src/renditions/convert/office/package-file.ts';
import { INVENTED } from './invented.ts';

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const BY = 'w:author="Mette Friis" w:date="2023-02-01T09:00:00Z"';

const run = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
const paragraph = (content: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
const heading = (text: string, level = 1): string => paragraph(run(text), `<w:pStyle w:val="Heading${level}"/>`);
const deleted = (text: string, id: number): string =>
  `<w:del w:id="${id}" ${BY}><w:r><w:delText xml:space="preserve">${escapeXml(text)}</w:delText></w:r></w:del>`;
const inserted = (text: string, id: number): string => `<w:ins w:id="${id}" ${BY}>${run(text)}</w:ins>`;
const commented = (text: string, id: number): string =>
  `<w:commentRangeStart w:id="${id}"/>${run(text)}<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`;
const field = (instruction: string, shown: string): string => {
  const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  return `${mark('begin')}<w:r><w:instrText xml:space="preserve"> ${escapeXml(instruction)} </w:instrText></w:r>${mark('separate')}${run(shown)}${mark('end')}`;
};

const border = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`;
const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('');
function table(rows: readonly (readonly string[])[], deletedRow: readonly string[]): string {
  const cells = (row: readonly string[], bold: boolean) =>
    row
      .map(
        (cell) =>
          `<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>${paragraph(run(cell, bold ? '<w:b/>' : ''))}</w:tc>`,
      )
      .join('');
  const plain = rows.map(
    (row, at) => `<w:tr>${at === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells(row, at === 0)}</w:tr>`,
  );
  const gone = `<w:tr><w:trPr><w:del w:id="31" ${BY}/></w:trPr>${cells(deletedRow, false)}</w:tr>`;
  return `<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>${BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>${rows[0]?.map(() => '<w:gridCol w:w="3000"/>').join('')}</w:tblGrid>${plain.join('')}${gone}</w:tbl>`;
}

const DOCUMENT = `${XML}<w:document ${NAMESPACES}><w:body>
${heading('Notat: Renovering af Skovvejens Skole')}
${paragraph(run(INVENTED, '<w:i/>'))}
${paragraph(`${run('Forvaltningen har gennemgået ')}${commented('tilbuddene', 0)}${run(' fra tre entreprenører. Renoveringen omfatter tag, vinduer og ventilation, og arbejdet kan begynde i uge 26.')}`)}
${paragraph(`${run('Anlægssummen er ')}${deleted('4.850.000', 11)}${inserted('5.200.000', 12)}${run(' kr. og holdes inden for den afsatte ramme.')}`)}
${heading('Økonomi', 2)}
${table(
  [
    ['Post', 'Beløb i kr.', 'År'],
    ['Tag og facade', '2.900.000', '2023'],
    ['Vinduer', '1.400.000', '2023'],
    ['Ventilation', '900.000', '2024'],
  ],
  ['Bufferpulje', '350.000', '2025'],
)}
${paragraph(`${run('Udgiften afholdes af anlægspuljen')}${deleted(' og af overskuddet på rengøringsområdet', 13)}`, `<w:rPr><w:del w:id="14" ${BY}/></w:rPr>`)}
${paragraph(`${run(', som byrådet har afsat i budgettet.')}`)}
${paragraph(deleted('Forvaltningen anbefaler, at den lokale entreprenør foretrækkes.', 15), `<w:rPr><w:del w:id="16" ${BY}/></w:rPr>`)}
${heading('Tidsplan', 2)}
${paragraph(`${run('Arbejdet udføres i skolens sommerferie. Elever og forældre orienteres i maj.')}${run('Husk at spørge juristen om udbudspligten.', '<w:vanish/>')}`)}
${paragraph(`${run('Journalnummer ')}${run('23/004711', '<w:b/>')}${run('. Senest gemt ')}${field('DATE \\@ "dd-MM-yyyy"', '01-02-2023')}${run('.')}`)}
<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1134" w:bottom="1417" w:left="1134" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>
</w:body></w:document>`;

const HEADER = `${XML}<w:hdr ${NAMESPACES}>${paragraph(`${run('Skovby Kommune  ')}${field('FILENAME \\p', 'G:\\Byraad\\Fortroligt\\skovvejen_v7.docx')}${run('  side ')}${field('PAGE', '1')}`)}</w:hdr>`;

const comment = (id: number, text: string) =>
  `<w:comment w:id="${id}" ${BY} w:initials="MF">${paragraph(run(text))}</w:comment>`;
const COMMENTS = `${XML}<w:comments ${NAMESPACES}>${comment(0, 'Er det laveste tilbud overhovedet konditionsmæssigt?')}</w:comments>`;

const style = (level: number, size: number) =>
  `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`;
const STYLES = `${XML}<w:styles ${NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/><w:lang w:val="da-DK"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>${style(1, 34)}${style(2, 27)}</w:styles>`;

/** Words of the memo that nobody is to find in what is made of it. */
export const MEMO_HIDDEN = [
  '4.850.000',
  'Bufferpulje',
  'rengøringsområdet',
  'lokale entreprenør',
  'konditionsmæssigt',
  'udbudspligten',
  'Fortroligt',
  'Mette Friis',
  'internt udkast',
];

export const memo = (): Promise<Buffer> =>
  packageFile({
    '[Content_Types].xml': contentTypes({
      'word/document.xml': 'officedocument.wordprocessingml.document.main',
      'word/styles.xml': 'officedocument.wordprocessingml.styles',
      'word/comments.xml': 'officedocument.wordprocessingml.comments',
      'word/header1.xml': 'officedocument.wordprocessingml.header',
      'docProps/core.xml': 'package.core-properties',
    }),
    '_rels/.rels': packageRelationships('word/document.xml'),
    'docProps/core.xml': coreProperties('Skovvejens Skole', 'Mette Friis'),
    'word/document.xml': DOCUMENT,
    'word/styles.xml': STYLES,
    'word/comments.xml': COMMENTS,
    'word/header1.xml': HEADER,
    'word/_rels/document.xml.rels': relationships([
      { id: 'rId1', type: 'styles', target: 'styles.xml' },
      { id: 'rId2', type: 'comments', target: 'comments.xml' },
      { id: 'rId3', type: 'header', target: 'header1.xml' },
    ]),
  });
