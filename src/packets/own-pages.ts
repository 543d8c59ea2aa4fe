/** The packet's own pages: set by Typst, rewritten as a fragment, and stored, so that a rebuild needs no typesetter. */
import { writeFile } from 'node:fs/promises';
import { storeFile } from '#src/files/store-file.ts';
import { loadPdf } from '#src/pdf-merge/load-pdf.ts';
import { toFragment } from '#src/pdf-merge/to-fragment.ts';
import { type BilagSources, statesOf } from './bilag-sources.ts';
import { type BuildDeps, inFolder } from './build-deps.ts';
import { type PacketPages, packetPages } from './content/packet-pages.ts';
import type { PacketDocument } from './document.ts';

export interface OwnPages extends Omit<PacketPages, 'pdf'> {
  /** Hash of the stored fragment. */
  fragment: string;
}

/** @throws as `packetPages`; what the store throws */
export async function makeOwnPages(
  deps: BuildDeps,
  document: PacketDocument,
  edition: number,
  sources: BilagSources,
): Promise<OwnPages> {
  const { pdf, ...pages } = await packetPages(deps.compiler, document, { edition, bilag: statesOf(sources) });
  const path = inFolder(deps, 'own-pages');
  await writeFile(path, toFragment(await loadPdf(pdf), { ownPages: true }));
  const { hash } = await storeFile(deps.files, { path, kind: 'fragment', mime: 'application/octet-stream' });
  return { ...pages, fragment: hash };
}
