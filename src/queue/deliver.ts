/** Does what one ledger row asks for, once: claim, act, settle. */
import type { MailEffect, SignalEffect } from '#machines/effects.ts';
import { isRefusal } from '#src/errors.ts';
import type { Collections, Delivery, SentMessage } from '#src/store/collections.ts';
import type { Commit } from '#src/store/commit.ts';
import { claimDelivery, noteMessage, type Outcome, settleDelivery } from '#src/store/ledger.ts';

export interface DeliverDeps {
  collections: Collections;
  commit: Commit;
  /** `before` are the mails of earlier tries; `onSent` is told of each mail as soon as the server has it. */
  sendMail(
    effect: MailEffect & { key: string },
    before: readonly SentMessage[],
    onSent: (message: SentMessage) => Promise<void>,
  ): Promise<Outcome>;
  onSettled?(kind: string, outcome: Outcome['kind']): void;
}

/**
 * Claims the row and does its work. A row that is closed or in other hands is left alone, so a job may be delivered twice.
 * @param key the effect's key, which is the row's id and the cause of what follows from it
 */
export async function deliver(deps: DeliverDeps, key: string): Promise<void> {
  const claimed = await claimDelivery(deps.collections, key);
  if (claimed === null) return;
  const outcome = await act(deps, claimed).catch(
    (error: unknown): Outcome => ({ kind: 'retry', reason: error instanceof Error ? error.message : 'unknown error' }),
  );
  await settleDelivery(deps.collections, claimed, outcome);
  deps.onSettled?.(claimed.effect.kind, outcome.kind);
}

function act(deps: DeliverDeps, { effect, messages }: Delivery): Promise<Outcome> {
  if (effect.kind === 'signal') return sendSignal(deps, effect);
  if (effect.kind !== 'mail') throw new Error(`${effect.kind} is no delivery`);
  return deps.sendMail(effect, messages, async (message) => {
    await noteMessage(deps.collections, effect.key, message);
  });
}

/** A signal is a system event on another stream; its cause is the effect's key, so that it counts once. */
async function sendSignal({ commit }: DeliverDeps, effect: SignalEffect & { key: string }): Promise<Outcome> {
  const { stream, event } = effect.params;
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
