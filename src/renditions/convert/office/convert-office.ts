/** Files of office programs: what does not show on paper is taken out of the file, then LibreOffice prints it. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { RenditionFailed } from '../../note.ts';
import type { Converted, ToConvert } from '../converted.ts';
import { pagesOf, refuseTooManyPages } from '../pdf.ts';
import { flattenDocx } from './docx.ts';
import { emptyTally, notesOf, type Tally } from './left-out.ts';
import { officeToPdf, type PDF_FILTERS } from './libreoffice.ts';
import { flattenPptx } from './pptx.ts';
import { type Package, withPackage } from './rewrite-zip.ts';
import { flattenXlsx, MOST_SHEET_PAGES } from './xlsx.ts';

type Flatten = (parts: Package, to: string, tally: Tally) => Promise<void>;

/** @returns a converter of one kind of file */
function officeConverter(ending: string, print: keyof typeof PDF_FILTERS, flatten: Flatten) {
  return async ({ path, folder }: ToConvert, limits?: ToolLimits): Promise<Converted> => {
    const tally = emptyTally();
    const flat = join(folder, `fladt.${ending}`);
    await withPackage(path, (parts) => flatten(parts, flat, tally));
    const work = join(folder, 'office');
    await mkdir(work);
    const pdf = await officeToPdf(print, { path: flat, folder: work, ...(limits && { limits }) });
    if (print === 'sheet') {
      const pages = await pagesOf(pdf, folder);
      if (pages > MOST_SHEET_PAGES) throw new RenditionFailed('sheet-too-large', { pages, most: MOST_SHEET_PAGES });
    }
    await refuseTooManyPages(pdf, folder);
    return { pdf, notes: notesOf(tally) };
  };
}

export const convertDocx = officeConverter('docx', 'text', flattenDocx);
export const convertXlsx = officeConverter('xlsx', 'sheet', flattenXlsx);
export const convertPptx = officeConverter('pptx', 'slides', flattenPptx);
