/** The queue `signal`: system events from one stream to another. */
import { isRefusal } from '#src/errors.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Commit } from '#src/store/commit.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import { commitSignal, takeInSignals } from '#src/store/signals.ts';
import type { Acted } from './deliver.ts';

type Deps = { collections: Pick<Collections, 'transitions' | 'deliveries'>; commit: Commit };

/** A signal is a system event on another stream, after all that was signalled to that stream before it. */
export async function sendSignal(deps: Deps, { effect }: Delivery): Promise<Acted> {
  if (effect.kind !== 'signal') throw new Error(`${effect.kind} is no signal`);
  await takeInSignals(deps, effect.params.stream, effect.key);
  try {
    await commitSignal(deps, effect);
    return { kind: 'done' };
  } catch (error) {
    // A rule that no longer holds: the receiver has moved on, and the report is not current any more.
    if (isRefusal(error) && error.status < 500) return { kind: 'void', reason: error.code };
    throw error;
  }
}
