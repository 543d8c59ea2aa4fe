/** The transitions: the truth, of which everything else is made. */
import { Json, modelOf, rowSchema } from '#src/model.ts';
import type { TransitionRecord } from '../record.ts';

const schema = rowSchema<TransitionRecord>({
  _id: { type: String, required: true },
  stream: { type: String, required: true },
  seq: { type: Number, required: true, min: 1 },
  machine: { type: String, required: true, enum: ['agenda-item', 'meeting', 'hearing'] },
  machineVersion: { type: Number, required: true, min: 1 },
  at: { type: String, required: true },
  event: { type: Json, required: true },
  cause: { type: String, required: true },
  actor: { type: Json, required: true },
  from: String,
  to: { type: String, required: true },
  state: { type: Json, required: true },
  effects: { type: Json, required: true },
  prevHash: String,
  hash: { type: String, required: true },
  pending: Date,
});

// Few indexes on purpose: every commit pays for them. A stream's transitions and its effects need none, because they are ranges of
// the primary key.
// What the relay has not carried yet: small however long the history is.
schema.index({ pending: 1 }, { name: 'pending_1', partialFilterExpression: { pending: { $exists: true } } });

export const transitionModel = modelOf('Transition', 'transitions', schema);
