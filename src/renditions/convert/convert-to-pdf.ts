/** Any file that may be attached, as a PDF without what does not show: or by name why there is none. */
import { OCR_KIND } from '#src/files/kinds.ts';
import { ProgramMissing } from '#src/tools/find-program.ts';
import { LimitExceeded } from '#src/tools/run-whole.ts';
import { RenditionFailed } from '../note.ts';
import type { Converted, ToConvert } from './converted.ts';

type Convert = (file: ToConvert) => Promise<Converted>;

const office = () => import('./office/convert-office.ts');
const image = async () => (await import('./image.ts')).convertImage;

/** Loaded when the first file of the kind comes: a process that sees only PDFs is spared half of what it would hold. */
const CONVERTERS: Readonly<Record<string, () => Promise<Convert>>> = {
  pdf: async () => (await import('./pdf.ts')).convertPdf,
  [OCR_KIND]: async () => (await import('./pdf.ts')).convertReadPdf,
  docx: async () => (await office()).convertDocx,
  xlsx: async () => (await office()).convertXlsx,
  pptx: async () => (await office()).convertPptx,
  odt: async () => (await office()).convertOdt,
  ods: async () => (await office()).convertOds,
  odp: async () => (await office()).convertOdp,
  rtf: async () => (await office()).convertRtf,
  txt: async () => (await import('./text.ts')).convertText,
  csv: async () => (await import('./csv.ts')).convertCsv,
  png: image,
  jpeg: image,
  tiff: image,
  webp: image,
  heic: image,
  ics: async () => (await import('./ics.ts')).convertIcs,
  eml: async () => {
    const { convertEml } = await import('./eml.ts');
    return (file) => convertEml(file, convertToPdf);
  },
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
  const load = CONVERTERS[file.kind];
  if (load === undefined) throw new RenditionFailed('kind-not-converted', { kind: file.kind });
  const convert = await load();
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
