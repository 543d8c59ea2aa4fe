/** The queue `signal`: system events from one stream to another. */
import type { SignalEffect } from '#machines/effects.ts';
import { isRefusal } from '#src/errors.ts';
import type { Commit } from '#src/store/commit.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import type { Acted } from './deliver.ts';

/** A signal is a system event on another stream; its cause is the effect's key, so that it counts once. */
export async function sendSignal(commit: Commit, { effect }: Delivery): Promise<Acted> {
  if (effect.kind !== 'signal') throw new Error(`${effect.kind} is no signal`);
  const { stream, event } = (effect satisfies SignalEffect & { key: string }).params;
  try {
    await commit({
      stream,
      origin: 'system',
      cause: effect.key,
      decide: () => ({ event, actor: { kind: 'system', part: senderOf(effect.key) } }),
    });
    return { kind: 'done' };
  } catch (error) {
    // A rule that no longer holds: the receiver has moved on, and the report is not current any more.
    if (isRefusal(error) && error.status < 500) return { kind: 'void', reason: error.code };
    throw error;
  }
}

/** The kind of stream that spoke: effect keys begin with the stream's id. */
const senderOf = (key: string) => key.slice(0, key.indexOf('-'));
