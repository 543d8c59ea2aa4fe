/** A packet worker as it is after its first files. */
import { setTimeout as pause } from 'node:timers/promises';
import { PDFDocument } from 'pdf-lib';
import type { App } from '#src/context.ts';
import { packetJob } from '#src/queue/packet.ts';
import { renditionId, wantRenditions } from '#src/renditions/rendition-rows.ts';
import { storePdf } from './store-pdf.ts';

/**
 * The processes that do a worker's jobs start with the first ones and live as long as the worker: each is given a file here, which
 * belongs to no packet. What they have prepared is known by its bytes, so nothing of the packet is known afterwards.
 */
export async function warmUp(app: App): Promise<void> {
  const files = await Promise.all(Array.from({ length: app.config.PACKET_CONCURRENCY }, (_, n) => storeLeaf(app, n)));
  await wantRenditions(app, 'prepare', files);
  await app.queues.add(files.map((file) => packetJob('prepare', renditionId('prepare', file))));
  await untilPrepared(app);
}

/** Until no bilag waits, nor the preview of one, which follows. */
export async function untilPrepared({ collections }: App): Promise<void> {
  while ((await collections.renditions.countDocuments({ state: 'wanted' })) > 0) await pause(50);
}

/** Stores a PDF of one empty page, of a size of its own. @returns its hash */
async function storeLeaf({ files }: App, n: number): Promise<string> {
  const document = await PDFDocument.create();
  document.addPage([300 + n, 400]);
  const { hash } = await storePdf(files, await document.save());
  return hash;
}
