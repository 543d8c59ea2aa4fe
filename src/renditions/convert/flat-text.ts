/** A plain document of headings, facts and lines, as LibreOffice reads it (ODF 1.3, 3.1.2: a document in one file). */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pdfPages } from '#src/files/pdf-pages.ts';
import { refuseTooManyPages } from '../page-limit.ts';
import type { Converted } from './converted.ts';
import { printable } from './decode-text.ts';
import { newFolder } from './office/convert-office.ts';
import { officeToPdf } from './office/libreoffice.ts';
import { escapeXml } from './office/package-file.ts';

export type Block =
  | { kind: 'heading'; text: string }
  /** Labels with their values, in two columns. */
  | { kind: 'facts'; rows: readonly (readonly [label: string, value: string])[] }
  /** Lines as they are; `mono` where columns are made of spaces. */
  | { kind: 'lines'; text: string; mono?: boolean };

const LINES_ON_A_PAGE = 60;

const NAMESPACES = ['office', 'text', 'style', 'table']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');
const FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"';
const SVG = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"';

const paragraphStyle = (name: string, font: string, size: number, more = '', display = '') =>
  `<style:style style:name="${name}" style:family="paragraph"${display}><style:paragraph-properties ${more}/><style:text-properties style:font-name="${font}" fo:font-size="${size}pt" fo:language="da" fo:country="DK"/></style:style>`;
const STYLES = [
  paragraphStyle('Lines', 'Liberation Sans', 10.5, 'fo:line-height="125%"'),
  paragraphStyle('Mono', 'Liberation Mono', 9, 'fo:line-height="115%"'),
  paragraphStyle('Label', 'Liberation Sans', 9.5, 'fo:margin-right="0.2cm"'),
  paragraphStyle('Value', 'Liberation Sans', 10.5),
  paragraphStyle(
    'Heading_20_1',
    'Liberation Sans',
    15,
    'fo:margin-bottom="0.4cm" fo:keep-with-next="always"',
    ' style:display-name="Heading 1"',
  ),
].join('');

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${NAMESPACES} ${FO} ${SVG} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="Liberation Sans" svg:font-family="'Liberation Sans'"/><style:font-face style:name="Liberation Mono" svg:font-family="'Liberation Mono'"/></office:font-face-decls>
<office:styles>${STYLES}</office:styles>
<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2.2cm" fo:margin-right="2cm"/></style:page-layout><style:style style:name="Narrow" style:family="table-column"><style:table-column-properties style:column-width="3cm"/></style:style><style:style style:name="Wide" style:family="table-column"><style:table-column-properties style:column-width="13.8cm"/></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>
<office:body><office:text>`;

/** Several blanks and tabs are no blanks in XML. */
const inline = (text: string): string =>
  escapeXml(printable(text))
    .replaceAll('\t', '<text:tab/>')
    .replace(/^ | {2,}/g, (blanks) => `<text:s text:c="${blanks.length}"/>`);
const paragraphs = (style: string, text: string): string =>
  text
    .split('\n')
    .map((line) => `<text:p text:style-name="${style}">${inline(line)}</text:p>`)
    .join('\n');

function blockXml(block: Block): string {
  if (block.kind === 'heading') {
    return `<text:h text:style-name="Heading_20_1" text:outline-level="1">${inline(block.text.replaceAll('\n', ' '))}</text:h>`;
  }
  if (block.kind === 'lines') return paragraphs(block.mono === true ? 'Mono' : 'Lines', block.text);
  const cell = (style: string, text: string) => `<table:table-cell>${paragraphs(style, text)}</table:table-cell>`;
  const rows = block.rows.map(
    ([label, value]) => `<table:table-row>${cell('Label', label)}${cell('Value', value)}</table:table-row>`,
  );
  const columns = '<table:table-column table:style-name="Narrow"/><table:table-column table:style-name="Wide"/>';
  return `<table:table>${columns}${rows.join('')}</table:table><text:p text:style-name="Lines"/>`;
}

const lengthOf = (block: Block): number =>
  block.kind === 'lines' ? block.text.split('\n').length : block.kind === 'facts' ? block.rows.length : 1;

/**
 * @param folder for all that is made
 * @throws RenditionFailed `pdf-too-many-pages`, and as `runLibreOffice`
 */
export async function printBlocks(blocks: readonly Block[], folder: string): Promise<Converted> {
  const pages = Math.ceil(blocks.reduce((sum, block) => sum + lengthOf(block), 0) / LINES_ON_A_PAGE);
  refuseTooManyPages(pages);
  const path = join(folder, 'tekst.fodt');
  await writeFile(path, `${HEAD}${blocks.map(blockXml).join('\n')}</office:text></office:body></office:document>`);
  const pdf = await officeToPdf('text', { path, folder: await newFolder(folder, 'udskrift') });
  refuseTooManyPages(await pdfPages(pdf, folder));
  return { pdf, notes: [] };
}
