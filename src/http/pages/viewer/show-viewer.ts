/** Sends the page that shows a PDF in the browser: of a bilag, of a packet, of whatever has an address that serves ranges. */
import type { Response } from 'express';
import { pdfjsBase } from '../../assets.ts';
import { renderPage } from '../../render.ts';
import { viewerScript, viewerStyle } from '../item/item-assets.ts';

export interface ViewerUse {
  title: string;
  /** The address of a PDF; null where the file cannot be shown, which `problem` then says. */
  file: string | null;
  /** The address of what is downloaded: the file as it was brought. */
  download: string;
  /** "PDF, 2,3 MB" */
  facts: string | null;
  back: { href: string; text: string };
  /** A sentence in place of the pages. */
  problem?: string;
  /** What is said until the first bytes come, where the file is made first. */
  waiting?: string;
}

/** A fragment of the address says the place: `#page=7`, `#nameddest=name`. */
export async function showViewer(response: Response, { problem, waiting, ...use }: ViewerUse): Promise<void> {
  renderPage(response, 'viewer', {
    ...use,
    problem: problem ?? null,
    waiting: waiting ?? 'Henter dokumentet …',
    pdfjs: pdfjsBase,
    scripts: [await viewerScript()],
    styles: [await viewerStyle()],
  });
}
