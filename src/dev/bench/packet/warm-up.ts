/** A packet worker as it is after its first packets. */
import { setTimeout as pause } from 'node:timers/promises';
import { PDFDocument } from 'pdf-lib';
import type { App } from '#src/context.ts';
import { benchMeeting } from './agenda.ts';
import { build } from './build.ts';

/**
 * The processes that do a worker's jobs start with the first ones and live as long as the worker: each builds a packet of one item
 * with a bilag of one page here. What has been made is known by its bytes, so of other packets nothing is known afterwards.
 */
export async function warmUp(app: App): Promise<void> {
  const meetings = [];
  for (let n = 1; n <= app.config.PACKET_CONCURRENCY; n++) {
    const agenda = { items: 1, withTwo: 0, date: `2030-02-${String(n).padStart(2, '0')}` };
    meetings.push(await benchMeeting(app, [await leaf(n)], agenda));
  }
  await Promise.all(meetings.map((meeting) => build(app, meeting)));
  await untilPrepared(app);
}

/** Until no bilag waits, nor the preview of one, which follows. */
export async function untilPrepared({ collections }: App): Promise<void> {
  while ((await collections.renditions.countDocuments({ state: 'wanted' })) > 0) await pause(50);
}

/** One empty page of a size of its own. */
async function leaf(n: number) {
  const document = await PDFDocument.create();
  document.addPage([300 + n, 400]);
  return { name: `blad-${n}.pdf`, title: `Blad ${n}`, bytes: Buffer.from(await document.save()) };
}
