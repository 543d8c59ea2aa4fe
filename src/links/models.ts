/** Where mailed links are kept, and when a party's link was first opened. */
import { modelOf, rowSchema } from '#src/model.ts';
import { LINK_EVENTS, type Link } from './link.ts';

const linkSchema = rowSchema<Link>({
  _id: { type: String, required: true },
  tokenHash: { type: String, required: true },
  person: { type: String, required: true },
  item: { type: String, required: true },
  step: { type: String, required: true },
  round: { type: Number, required: true, min: 1 },
  version: { type: String, required: true },
  events: [{ type: String, enum: LINK_EVENTS }],
  level: { type: Number, required: true, enum: [0, 1, 2] },
  expiresAt: { type: Date, required: true },
  createdAt: { type: Date, required: true },
  usedAt: Date,
  usedFor: { type: String, enum: [...LINK_EVENTS, null] },
});

export interface Visit {
  /** "<hearing> <party>". */
  _id: string;
  at: Date;
}

const visitSchema = rowSchema<Visit>({ _id: { type: String, required: true }, at: { type: Date, required: true } });

export const linkModel = modelOf('Link', 'links', linkSchema);
export const partyVisitModel = modelOf('PartyVisit', 'partyVisits', visitSchema);
