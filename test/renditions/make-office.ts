/** Texts of Word with whatever a test puts into them. */
import {
  contentTypes,
  type Parts,
  packageFile,
  type Relationship,
  relationships,
  XML,
} from '#src/renditions/convert/office/package-file.ts';

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"';

export const docx = ({
  body,
  relations = [],
  parts = {},
}: {
  body: string;
  relations?: Relationship[];
  parts?: Parts;
}): Promise<Buffer> =>
  packageFile({
    '[Content_Types].xml': contentTypes({ 'word/document.xml': 'officedocument.wordprocessingml.document.main' }),
    '_rels/.rels': relationships([{ id: 'rId1', type: 'officeDocument', target: 'word/document.xml' }]),
    'word/document.xml': `${XML}<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relationships(relations),
    ...parts,
  });

export const paragraphs = (...texts: string[]): string =>
  texts.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');

/** A spreadsheet of one sheet. @param rows as XML @param columns what stands before them, as XML */
export const workbook = (rows: string, columns = ''): Promise<Buffer> => {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return packageFile({
    '[Content_Types].xml': contentTypes({
      'xl/workbook.xml': 'officedocument.spreadsheetml.sheet.main',
      'xl/worksheets/sheet1.xml': 'officedocument.spreadsheetml.worksheet',
    }),
    '_rels/.rels': relationships([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `${XML}<workbook xmlns="${main}" xmlns:r="${relation}"><sheets><sheet name="Ark" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([{ id: 'rId1', type: 'worksheet', target: 'worksheets/sheet1.xml' }]),
    'xl/worksheets/sheet1.xml': `${XML}<worksheet xmlns="${main}">${columns}<sheetData>${rows}</sheetData></worksheet>`,
  });
};

/** A text of OpenDocument. @param text as XML @param styles those with names, and those of its own, as XML */
export const odt = (text: string, { styles = '', own = '' } = {}): Promise<Buffer> => {
  const names = ['office', 'text', 'table', 'style'].map(
    (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
  );
  const drawn =
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"';
  const mime = 'application/vnd.oasis.opendocument.text';
  return packageFile({
    mimetype: mime,
    'content.xml': `${XML}<office:document-content ${names.join(' ')} ${drawn} office:version="1.3"><office:automatic-styles>${own}</office:automatic-styles><office:body><office:text>${text}</office:text></office:body></office:document-content>`,
    'styles.xml': `${XML}<office:document-styles ${names.join(' ')} office:version="1.3"><office:styles>${styles}</office:styles></office:document-styles>`,
    'META-INF/manifest.xml': `${XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="/" manifest:media-type="${mime}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
  });
};
