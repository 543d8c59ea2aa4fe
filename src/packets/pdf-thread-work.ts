/** The thread of `createPdfThread`: answers each pair of paths with null, or with what went wrong. */
import { parentPort } from 'node:worker_threads';
import { pdfOfFragment } from './pdf-of-fragment.ts';

parentPort?.on('message', ({ fragment, path }: { fragment: string; path: string }) => {
  pdfOfFragment(fragment, path).then(
    () => parentPort?.postMessage(null),
    (error: unknown) => parentPort?.postMessage(String(error)),
  );
});
