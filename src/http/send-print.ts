/** A document on paper: printed by the queue `packet` and sent from the store. The web process sets no type. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { App } from '#src/context.ts';
import { Refusal } from '#src/errors.ts';
import type { PrintSource } from '#src/pdf/compile-job.ts';
import { wantPrint } from '#src/prints/print-rows.ts';
import { packetJob } from '#src/queue/packet.ts';
import type { Print } from '#src/store/models/print.ts';
import { TOO_DEMANDING } from '#src/store/work.ts';
import { sendFile } from './pages/files/send-file.ts';

/** A browser waits for so long; a document of hundreds of pages takes about three seconds. */
const WAIT_MS = 20_000;
const FIRST_LOOK_MS = 20;
const LONGEST_PAUSE_MS = 250;
const AGAIN_SECONDS = 5;

interface PrintRequest {
  app: App;
  request: Request;
  response: Response;
  /** Whoever calls has judged that the reader may have all that is in it. */
  source: PrintSource;
  /** The date in the file. */
  createdAt: Date;
  /** The file's name. */
  name: string;
  /** Whether anything in it is closed. */
  isClosed: boolean;
}

/**
 * Sends a document as a PDF; it is printed first where nobody has asked for it before.
 * @throws Refusal `item-not-printable` (500, names the item), `pdf-failed` (500), `pdf-too-slow` (503), `pdf-busy` (503) when it is not printed in time: it
 *   will be there when the reader asks again
 */
export async function sendPrint({
  app,
  request,
  response,
  source,
  createdAt,
  name,
  isClosed,
}: PrintRequest): Promise<void> {
  const hash = await printedFile(app, source, createdAt);
  await sendFile(app, request, response, { hash, name, isClosed, isMadeHere: true });
}

/** @returns the hash of the stored PDF. @throws Refusal as `sendPrint` */
export const printedFile = async (app: App, source: PrintSource, createdAt: Date): Promise<string> =>
  printed(app, await wantPrint(app, source, createdAt));

async function printed(app: App, { _id, file }: Print): Promise<string> {
  if (file !== null) return file;
  // Where Redis does not answer, reconcile or the worker's own timer finds the row.
  await app.queues.add([packetJob('print', _id)]).catch(() => undefined);
  const endsAt = Date.now() + WAIT_MS;
  for (let ms = FIRST_LOOK_MS; Date.now() < endsAt; ms = Math.min(ms * 1.5, LONGEST_PAUSE_MS)) {
    await pause(ms);
    const row = await app.collections.prints.findOne({ _id }).lean();
    if (row?.file) return row.file;
    if (row?.failure) throw refusalOf(row.failure);
  }
  throw new Refusal('pdf-busy', 503, { retryAfterSeconds: AGAIN_SECONDS });
}

function refusalOf({ rule, details }: NonNullable<Print['failure']>): Refusal {
  if (rule === 'item-not-printable') return new Refusal(rule, 500, details);
  if (rule === TOO_DEMANDING) return new Refusal('pdf-too-slow', 503);
  return new Refusal('pdf-failed', 500);
}
