/** Whether a PDF can be opened by everybody and is whole. qpdf says so; nothing is repaired. */
import { execFile } from 'node:child_process';
import { Refusal } from '#src/errors.ts';

/** A file that keeps qpdf busy for longer is a trap or of no use. */
const LIMIT_MS = 60_000;
/** qpdf may take a processor for itself; two at a time leave something for the pages. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(job: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  running++;
  try {
    return await job();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** @returns qpdf's exit code, or null when it was stopped. @throws Refusal `file-check-unavailable` (503) where there is no qpdf */
const qpdf = (args: readonly string[]): Promise<number | null> =>
  new Promise((resolve, reject) => {
    execFile('qpdf', args, { timeout: LIMIT_MS, killSignal: 'SIGKILL', maxBuffer: 8 * 1024 * 1024 }, (error) => {
      if (error === null) return resolve(0);
      if (error.code === 'ENOENT') return reject(new Refusal('file-check-unavailable', 503, {}, error));
      resolve(typeof error.code === 'number' ? error.code : null);
    });
  });

/** qpdf's answers to `--requires-password`. */
const NEEDS_PASSWORD = 0;
const OPENS_BUT_LOCKED = 3;

/**
 * @param path a file of our own naming
 * @throws Refusal `file-encrypted`, `file-broken` (422); `file-check-unavailable` (503)
 */
export async function checkPdf(path: string): Promise<void> {
  await inTurn(async () => {
    const lock = await qpdf(['--requires-password', path]);
    // One that opens but forbids changes could be read and not be stamped or put together with others.
    if (lock === NEEDS_PASSWORD || lock === OPENS_BUT_LOCKED) throw new Refusal('file-encrypted', 422);
    // Written out again without touching the streams: every object must be found. A warning means that qpdf had to guess.
    const written = await qpdf(['--decode-level=none', path, '/dev/null']);
    if (written !== 0) throw new Refusal('file-broken', 422);
  });
}
