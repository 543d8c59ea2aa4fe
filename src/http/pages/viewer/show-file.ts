/** The page that shows a bilag to somebody who reads it behind a link or in an open hearing: a PDF in the viewer, all else to be saved. */
import type { Response } from 'express';
import type { FileRef } from '#src/documents/file-ref.ts';
import { isShownInViewer } from '#src/files/kinds.ts';
import { fileFacts } from '../item/item-text.ts';
import { showViewer, type ViewerUse } from './show-viewer.ts';

/** @param address where the file itself is */
export const showFile = (
  response: Response,
  file: FileRef,
  address: string,
  back: ViewerUse['back'],
  title = file.name,
): Promise<void> =>
  showViewer(response, {
    title,
    file: isShownInViewer(file.mime) ? address : null,
    download: address,
    facts: fileFacts(file),
    back,
    ...(isShownInViewer(file.mime) ? {} : { problem: CANNOT_SHOW }),
  });

/** Where a file is none that the viewer can show. */
export const CANNOT_SHOW = 'Filen kan ikke vises her. Hent den, og åbn den i et andet program.';
