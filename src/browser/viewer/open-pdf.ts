/** Opens a PDF from an address of ours: what is needed for the pages in sight is fetched, a range of bytes at a time. */
import {
  GlobalWorkerOptions,
  getDocument,
  InvalidPDFException,
  PasswordException,
  type PDFDocumentProxy,
  ResponseException,
} from './pdfjs.ts';

/** Why a file cannot be shown. */
export type Failure = 'signed-out' | 'gone' | 'locked' | 'broken' | 'lost';

/** Few requests for a page of a scan, and little too much for a page of text. */
const RANGE_BYTES = 256 * 1024;

/**
 * @param assets the address of pdf.js' own files, ending with a slash
 * @param progress the part of the file that has been fetched before it could be opened, from 0 to 1
 * @throws Error whose message is a `Failure`
 */
export async function openPdf(
  file: string,
  assets: string,
  progress: (share: number) => void,
): Promise<PDFDocumentProxy> {
  GlobalWorkerOptions.workerSrc = `${assets}build/pdf.worker.min.mjs`;
  const loading = getDocument({
    url: file,
    cMapUrl: `${assets}cmaps/`,
    standardFontDataUrl: `${assets}standard_fonts/`,
    wasmUrl: `${assets}wasm/`,
    iccUrl: `${assets}iccs/`,
    rangeChunkSize: RANGE_BYTES,
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
  });
  loading.onProgress = ({ loaded, total }: { loaded: number; total: number }) => {
    if (total > 0) progress(Math.min(1, loaded / total));
  };
  try {
    return await loading.promise;
  } catch (error) {
    throw new Error(failureOf(error), { cause: error });
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof PasswordException) return 'locked';
  if (error instanceof InvalidPDFException) return 'broken';
  if (!(error instanceof ResponseException)) return 'broken';
  if (error.status === 401) return 'signed-out';
  return error.status === 404 ? 'gone' : 'lost';
}
