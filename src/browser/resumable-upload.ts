/**
 * Sends a large file in pieces, by the protocol tus. A line that is cut, a server that restarts and a page that is loaded anew cost no
 * more than the piece that was on its way: what has come stays, and the sending goes on behind it.
 */
import { DetailedError, isSupported, Upload } from 'tus-js-client';
import { answerOf, LOST, SIGNED_OUT, type Uploaded } from './upload.ts';

/** Smaller files are sent in one request. */
export const isSentInPieces = ({ size }: File): boolean => isSupported && size > 4 * 1024 * 1024;

const PIECE_BYTES = 8 * 1024 * 1024;
/** Between tries in milliseconds; a piece that arrives begins the count anew. */
const DELAYS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000];

interface Sending {
  /** The part that has been sent, from 0 to 1; 1 means that the server is looking at it. */
  progress(share: number): void;
  /** The line is down: the sending waits and goes on by itself. */
  waits(): void;
}

/** @param url the address under which uploads are begun */
export async function uploadInPieces(url: string, file: File, sending: Sending): Promise<Uploaded> {
  try {
    return await tryOnce(url, file, sending).catch((error: unknown) => {
      // A day has passed, or the store was emptied: the file is sent from its beginning.
      if (isGone(error)) return tryOnce(url, file, sending);
      throw error;
    });
  } catch (error) {
    return { ok: false, why: error instanceof Refused ? error.message : LOST };
  }
}

async function tryOnce(url: string, file: File, { progress, waits }: Sending): Promise<Uploaded> {
  const upload = await send(url, file, progress, waits);
  progress(1);
  return conclude(`${upload}/fil`, waits);
}

/** The server has said why; another try would end alike. */
class Refused extends Error {}
/** The server knows nothing of the upload. */
class Gone extends Error {}

const isGone = (error: unknown): boolean =>
  error instanceof Gone ||
  (error instanceof DetailedError && [404, 410].includes(error.originalResponse?.getStatus() ?? 0));

/** What the server answers to a piece or a question, where it is no plain yes. @throws Refused; Error where another try may help */
function judge(status: number, text: string): void {
  if (status === 401) throw new Refused(SIGNED_OUT);
  if (status >= 500 || status === 429) throw new Error(`the server answered ${status}`);
  const said = status === 413 || status === 422 || status === 403 ? answerOf(status, parsed(text)) : null;
  if (said?.ok === false) throw new Refused(said.why);
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** @returns the upload's address when all bytes have come */
function send(url: string, file: File, progress: Sending['progress'], waits: Sending['waits']): Promise<string> {
  return new Promise((resolve, reject) => {
    let refused: Refused | null = null;
    const upload = new Upload(file, {
      endpoint: url,
      chunkSize: PIECE_BYTES,
      retryDelays: DELAYS,
      metadata: { filename: file.name },
      headers: { Accept: 'application/json' },
      removeFingerprintOnSuccess: true,
      onProgress: (sent, all) => progress(Math.min(0.999, sent / all)),
      onAfterResponse(_request, response) {
        try {
          judge(response.getStatus(), response.getBody());
        } catch (error) {
          if (error instanceof Refused) refused = error;
          throw error;
        }
      },
      onShouldRetry() {
        if (refused) return false;
        waits();
        return true;
      },
      onError: (error) => {
        if (refused) return reject(refused);
        if (!isOffline(error)) return reject(error);
        waits();
        window.addEventListener('online', () => upload.start(), { once: true });
      },
      onSuccess: () => resolve(upload.url ?? ''),
    });
    void upload.findPreviousUploads().then(([previous]) => {
      if (previous) upload.resumeFromPreviousUpload(previous);
      upload.start();
    }, reject);
  });
}

/** A computer without a network waits for it, however long that takes. */
const isOffline = (error: Error | DetailedError): boolean =>
  !navigator.onLine && (!('originalResponse' in error) || error.originalResponse === null);

/** Has the whole file checked and taken. Asked again after a lost answer, the server says the same. */
async function conclude(url: string, waits: () => void): Promise<Uploaded> {
  for (const delay of [...DELAYS, null]) {
    try {
      const response = await fetch(url, { method: 'POST', headers: { accept: 'application/json' } });
      const text = await response.text();
      if (response.status === 404) throw new Gone();
      if (response.status < 500 || delay === null) return answerOf(response.status, parsed(text));
    } catch (error) {
      if (error instanceof Gone) throw error;
      if (delay === null) break;
    }
    waits();
    await new Promise((go) => setTimeout(go, delay ?? 0));
  }
  return { ok: false, why: LOST };
}
