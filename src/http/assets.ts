/** Style sheets, fonts, icons and scripts, served from here (no CDN) under an address that changes with their content. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'express';
import { z } from 'zod';
import { notFound } from '#src/errors.ts';
import { contentPolicy } from './headers.ts';
import { type Operation, operation } from './operation.ts';

const root = join(import.meta.dirname, '../..');
const dkfds = join(root, 'node_modules/dkfds/dist');
const htmx = join(root, 'node_modules/htmx.org/dist');
const pdfjs = join(root, 'node_modules/pdfjs-dist');
const own = join(root, 'templates/pages/assets');

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(own).sort()) hash.update(file).update(readFileSync(join(own, file)));
  hash.update(readFileSync(join(dkfds, 'css/dkfds.min.css'))).update(readFileSync(join(htmx, 'htmx.min.js')));
  // Names the version of pdf.js.
  hash.update(readFileSync(join(pdfjs, 'package.json')));
  return hash.digest('hex').slice(0, 12);
}

/** The folder of all assets as a browser sees it: `/assets/<fingerprint>`. */
export const assetBase = `/assets/${fingerprint()}`;

/** What is not there is an unknown address like any other. @param name the path under the folder, as the address has it */
const sendAsset = (response: Response, folder: string, name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    // The server's word about personal pages does not count here.
    response.removeHeader('Cache-Control');
    response.sendFile(name, { root: folder, immutable: true, maxAge: '1y' }, (error) =>
      error && !response.headersSent ? reject(notFound('page')) : resolve(),
    );
  });

const folderOf = (base: string, folder: string): Operation =>
  operation({
    method: 'get',
    path: `${base}/*file`,
    access: 'public',
    schema: { params: z.object({ file: z.array(z.string()) }) },
    handler: ({ response, params: { file } }) => sendAsset(response, folder, file.join('/')),
  });

/** pdf.js in the browser: its worker, and what the worker asks for when a file needs it (fonts, character sets, decoders). */
export const pdfjsBase = `${assetBase}/pdfjs/`;
const PDFJS_FOLDERS = ['cmaps', 'iccs', 'standard_fonts', 'wasm'];
const PDF_WORKER = 'build/pdf.worker.min.mjs';

/**
 * A worker has the policy that its script came with. The decoders of scanned pictures (JPEG 2000, JBIG2) are WebAssembly, which is
 * allowed here, away from any page; `eval` is not.
 */
const pdfWorker = operation({
  method: 'get',
  path: `${pdfjsBase}${PDF_WORKER}`,
  access: 'public',
  handler: ({ response }) => {
    response.set('Content-Security-Policy', contentPolicy({ 'script-src': "'self' 'wasm-unsafe-eval'" }));
    return sendAsset(response, pdfjs, PDF_WORKER);
  },
});

export const assetOperations: readonly Operation[] = [
  ...['css', 'fonts', 'img'].map((folder) => folderOf(`${assetBase}/dkfds/${folder}`, join(dkfds, folder))),
  operation({
    method: 'get',
    path: `${assetBase}/htmx.min.js`,
    access: 'public',
    handler: ({ response }) => sendAsset(response, htmx, 'htmx.min.js'),
  }),
  folderOf(`${assetBase}/own`, own),
  pdfWorker,
  ...PDFJS_FOLDERS.map((folder) => folderOf(`${pdfjsBase}${folder}`, join(pdfjs, folder))),
];
