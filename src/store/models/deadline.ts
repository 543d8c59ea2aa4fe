/** The deadlines that somebody waits for, and those that are past. */
import type { DueEvent } from '#machines/effects.ts';
import { claimedFields, Json, modelOf, rowSchema } from '#src/model.ts';
import type { Claimed } from '../claim.ts';

/**
 * A point in time that somebody waits for. `pending` until it is due and its event is committed (`done`), or until it no longer
 * matters (`void`, with the reason). `basis` is how the time was found: rule, inputs, policy, version of the calendar, steps.
 */
export interface DeadlineRow extends Claimed {
  /** "<stream>-<kind>-<round>". */
  _id: string;
  stream: string;
  kind: string;
  dueAt: Date;
  state: 'pending' | 'done' | 'void';
  event: DueEvent;
  basis: Record<string, unknown>;
  /** Instant of the service's clock at which it was carried out or given up. */
  closedAt: Date | null;
  late: boolean | null;
  note: string | null;
  /** Somebody should know how it ended: it was fired late, or a rule refused it. */
  notable?: true;
}

const schema = rowSchema<DeadlineRow>({
  _id: { type: String, required: true },
  stream: { type: String, required: true },
  kind: { type: String, required: true },
  dueAt: { type: Date, required: true },
  state: { type: String, required: true, enum: ['pending', 'done', 'void'] },
  event: { type: Json, required: true },
  basis: { type: Json, required: true },
  ...claimedFields,
  closedAt: Date,
  late: Boolean,
  note: String,
  notable: Boolean,
});

// What is due, and what comes next; the many that are past are not in it.
schema.index({ dueAt: 1 }, { name: 'dueAt_1', partialFilterExpression: { state: 'pending' } });
// What was fired late or refused by a rule: few of many.
schema.index({ closedAt: -1 }, { name: 'closedAt_-1', partialFilterExpression: { notable: true } });

export const deadlineModel = modelOf('Deadline', 'deadlines', schema);
