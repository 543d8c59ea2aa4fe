/** Bodies that stand still: somebody's line is dead, or a stranger holds connections open. */
import type { IncomingMessage } from 'node:http';

/** So long nothing of a body may come, in milliseconds. One that comes slowly is waited for, as long as a request may last. */
const SILENCE_MS = 15_000;

/**
 * @param then called once when nothing has come for so long
 * @returns stops waiting: to be called when the body has been read
 */
export function onSilence(request: IncomingMessage, then: () => void): () => void {
  request.setTimeout(SILENCE_MS);
  request.once('timeout', then);
  return () => {
    request.off('timeout', then);
    request.setTimeout(0);
  };
}
