/** The ledger: a row for every mail and signal that an effect asked for. */
import type { Effect } from '#machines/effects.ts';
import { claimedFields, Json, modelOf, partSchema, rowSchema } from '#src/model.ts';
import type { Claimed } from '../claim.ts';

/** One message that really went out for a delivery. */
export interface SentMessage {
  messageId: string;
  to: string;
  template: string;
  at: Date;
}

/** A row of the ledger: what an effect asked for and what became of it. Times are wall-clock. */
export interface Delivery extends Claimed {
  _id: string;
  stream: string;
  seq: number;
  effect: Effect;
  state: 'open' | 'done' | 'void' | 'failed';
  /** Not before this time: a try that failed notes here how long the queue waits before the next. */
  availableAt: Date;
  /** How often it has been claimed. */
  attempts: number;
  messages: SentMessage[];
  note: string | null;
  /** When the transition that asks for it was inserted. */
  createdAt: Date;
  closedAt: Date | null;
}

const schema = rowSchema<Delivery>({
  _id: { type: String, required: true },
  stream: { type: String, required: true },
  seq: { type: Number, required: true, min: 1 },
  effect: { type: Json, required: true },
  state: { type: String, required: true, enum: ['open', 'done', 'void', 'failed'] },
  availableAt: { type: Date, required: true },
  ...claimedFields,
  attempts: { type: Number, required: true, min: 0 },
  messages: [
    partSchema<SentMessage>({
      messageId: { type: String, required: true },
      to: { type: String, required: true },
      template: { type: String, required: true },
      at: { type: Date, required: true },
    }),
  ],
  note: String,
  createdAt: { type: Date, required: true },
  closedAt: Date,
});

// What is due, and what has failed.
schema.index({ state: 1, availableAt: 1 }, { name: 'state_1_availableAt_1' });
/** Mails are for no stream. */
const OF_SIGNALS = {
  name: 'effect.params.stream_1_state_1',
  partialFilterExpression: { 'effect.params.stream': { $exists: true } },
};
// What a stream has not been told yet: asked before anybody decides on it.
schema.index({ 'effect.params.stream': 1, state: 1 }, OF_SIGNALS);

export const deliveryModel = modelOf('Delivery', 'deliveries', schema);
