/** Files of office programs: what does not show on paper is taken out of the file, then LibreOffice prints it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pdfPages } from '#src/files/pdf-pages.ts';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { addNotes, RenditionFailed } from '../../note.ts';
import { refuseTooManyPages } from '../../page-limit.ts';
import type { Converted, ToConvert } from '../converted.ts';
import { flattenDocx } from './docx.ts';
import { missingFonts } from './fonts.ts';
import { emptyTally, notesOf, type Tally } from './left-out.ts';
import { officeToPdf, type PDF_FILTERS, runLibreOffice } from './libreoffice.ts';
import { flattenOdf } from './odf.ts';
import { flattenPptx } from './pptx.ts';
import { type Package, withPackage } from './rewrite-zip.ts';
import { withoutOtherFiles } from './rtf.ts';
import { flattenXlsx, MOST_SHEET_PAGES } from './xlsx.ts';

type Flatten = (parts: Package, to: string, tally: Tally) => Promise<void>;
type Convert = (file: Omit<ToConvert, 'kind'>, limits?: ToolLimits) => Promise<Converted>;

/** @returns a converter of one kind of file */
function officeConverter(ending: string, print: keyof typeof PDF_FILTERS, flatten: Flatten): Convert {
  return async ({ path, folder }, limits) => {
    const tally = emptyTally();
    const flat = join(folder, `fladt.${ending}`);
    await withPackage(path, (parts) => flatten(parts, flat, tally));
    const pdf = await officeToPdf(print, { path: flat, folder: await newFolder(folder, 'pdf'), limits });
    const pages = await pdfPages(pdf, folder);
    if (print === 'sheet' && pages > MOST_SHEET_PAGES)
      throw new RenditionFailed('sheet-too-large', { pages, most: MOST_SHEET_PAGES });
    refuseTooManyPages(pages);
    return { pdf, notes: [...notesOf(tally), ...(await missingFonts(tally.fonts, folder))] };
  };
}

export async function newFolder(parent: string, name: string): Promise<string> {
  const folder = join(parent, name);
  await mkdir(folder);
  return folder;
}

export const convertDocx = officeConverter('docx', 'text', flattenDocx);
export const convertXlsx = officeConverter('xlsx', 'sheet', flattenXlsx);
export const convertPptx = officeConverter('pptx', 'slides', flattenPptx);
export const convertOdt = officeConverter('odt', 'text', flattenOdf);
export const convertOdp = officeConverter('odp', 'slides', flattenOdf);

/** A spreadsheet of OpenDocument becomes one of Excel, in which sheets can be fitted to the paper. */
export const convertOds: Convert = async ({ path, folder }, limits) => {
  const tally = emptyTally();
  const flat = join(folder, 'fladt.ods');
  await withPackage(path, (parts) => flattenOdf(parts, flat, tally));
  const as = { path: flat, to: 'xlsx', filter: 'Calc MS Excel 2007 XML', limits };
  const xlsx = await runLibreOffice({ ...as, folder: await newFolder(folder, 'xlsx') });
  const { pdf, notes } = await convertXlsx({ path: xlsx, folder: await newFolder(folder, 'ark') }, limits);
  // Hidden sheets, rows and columns are in both, and counted in the second.
  const counted = { ...tally.leftOut, sheets: 0, rows: 0, columns: 0 };
  return { pdf, notes: addNotes([...notesOf({ ...tally, leftOut: counted }), ...notes]) };
};

/** Rich Text becomes a text of Word, in which what is hidden can be found. */
export const convertRtf: Convert = async ({ path, folder }, limits) => {
  const safe = join(folder, 'fladt.rtf');
  await writeFile(safe, withoutOtherFiles(await readFile(path)));
  const as = { path: safe, to: 'docx', filter: 'MS Word 2007 XML', limits };
  const docx = await runLibreOffice({ ...as, folder: await newFolder(folder, 'docx') });
  return convertDocx({ path: docx, folder: await newFolder(folder, 'tekst') }, limits);
};
