/** Any file that may be attached, as a PDF without what does not show: or by name why there is none. */
import { ProgramMissing } from '#src/tools/find-program.ts';
import { LimitExceeded } from '#src/tools/run-whole.ts';
import { RenditionFailed } from '../note.ts';
import type { Converted, ToConvert } from './converted.ts';
import { convertCsv } from './csv.ts';
import { convertEml } from './eml.ts';
import { convertIcs } from './ics.ts';
import { convertImage } from './image.ts';
import {
  convertDocx,
  convertOdp,
  convertOds,
  convertOdt,
  convertPptx,
  convertRtf,
  convertXlsx,
} from './office/convert-office.ts';
import { convertPdf } from './pdf.ts';
import { convertText } from './text.ts';

type Convert = (file: ToConvert) => Promise<Converted>;

const CONVERTERS: Readonly<Record<string, Convert>> = {
  pdf: convertPdf,
  docx: convertDocx,
  xlsx: convertXlsx,
  pptx: convertPptx,
  odt: convertOdt,
  ods: convertOds,
  odp: convertOdp,
  rtf: convertRtf,
  txt: convertText,
  csv: convertCsv,
  png: convertImage,
  jpeg: convertImage,
  tiff: convertImage,
  webp: convertImage,
  heic: convertImage,
  ics: convertIcs,
  eml: (file) => convertEml(file, convertToPdf),
};

/** The Debian packages of the programs that are called. */
const PACKAGES: Record<string, string> = {
  qpdf: 'qpdf',
  pdftotext: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  pdfinfo: 'poppler-utils',
  'fc-list': 'fontconfig',
  'heif-convert': 'libheif-examples',
  soffice: 'libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui',
};

/**
 * @throws RenditionFailed where the file is at fault or a program is not installed (`converter-missing`);
 *   any other Error where another try may go well
 */
export async function convertToPdf(file: ToConvert): Promise<Converted> {
  const convert = CONVERTERS[file.kind];
  if (convert === undefined) throw new RenditionFailed('kind-not-converted', { kind: file.kind });
  try {
    return await convert(file);
  } catch (error) {
    if (error instanceof ProgramMissing) {
      const { program } = error;
      throw new RenditionFailed('converter-missing', { program, package: PACKAGES[program] ?? program }, error);
    }
    if (error instanceof LimitExceeded) throw new RenditionFailed(`too-much-${error.limit}`, {}, error);
    throw error;
  }
}
