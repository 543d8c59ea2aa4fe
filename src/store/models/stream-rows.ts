/** The rows that lists and pages read, one per stream. */
import { Json, modelOf, rowSchema } from '#src/model.ts';
import type { HearingRow, ItemRow, MeetingRow } from '../projections.ts';

const common = {
  _id: { type: String, required: true },
  seq: { type: Number, required: true, min: 1 },
  hash: { type: String, required: true },
  state: { type: String, required: true },
  context: { type: Json, required: true },
  at: { type: String, required: true },
} as const;

const readers = { type: [String], required: true } as const;

const GREW_OUT = { 'context.origin.item': { $exists: true } } as const;

const itemSchema = rowSchema<ItemRow>({
  ...common,
  readers,
  owner: { type: String, required: true },
  waitsForOffice: String,
  waitsForOrgan: String,
  atMeeting: String,
  waitsForAnswerOf: { type: [String], required: true },
  toIndex: Number,
});
// What search has not seen as it is; the many that it has are not in it.
itemSchema.index({ toIndex: 1 }, { name: 'toIndex_1', partialFilterExpression: { toIndex: { $exists: true } } });
// The list of items that somebody may read, newest first.
itemSchema.index({ readers: 1, at: -1, _id: -1 }, { name: 'readers_1_at_-1__id_-1' });
// What has grown out of an item's sub-items; most items have grown out of none.
itemSchema.index({ 'context.origin.item': 1 }, { name: 'context.origin.item_1', partialFilterExpression: GREW_OUT });
// An officer's own items, those that wait longest first.
itemSchema.index({ owner: 1, state: 1, at: 1 }, { name: 'owner_1_state_1_at_1' });
// Items that somebody writes beside their officers.
itemSchema.index({ 'context.coAuthors': 1 }, { name: 'context.coAuthors_1' });
// What waits for an office.
itemSchema.index({ waitsForOffice: 1, at: 1 }, { name: 'waitsForOffice_1_at_1' });
// What waits for an answer of somebody.
itemSchema.index({ waitsForAnswerOf: 1, at: 1 }, { name: 'waitsForAnswerOf_1_at_1' });
// What waits for an organ; what is stuck, longest first.
itemSchema.index({ state: 1, at: 1 }, { name: 'state_1_at_1' });

const meetingSchema = rowSchema<MeetingRow>({
  ...common,
  readers,
  organ: { type: String, required: true },
  date: { type: String, required: true },
});
// An organ's meetings.
meetingSchema.index({ organ: 1, date: 1 }, { name: 'organ_1_date_1' });
// The list of meetings that somebody may read.
meetingSchema.index({ readers: 1, date: -1, _id: -1 }, { name: 'readers_1_date_-1__id_-1' });
// Meetings on which there is work.
meetingSchema.index({ state: 1, date: 1 }, { name: 'state_1_date_1' });

const hearingSchema = rowSchema<HearingRow>({
  ...common,
  item: { type: String, required: true },
  hearingType: { type: String, required: true },
  closesAt: String,
  readers: { type: [String], default: undefined },
  readersAsOf: Number,
});
// An item's hearings.
hearingSchema.index({ item: 1 }, { name: 'item_1' });
// The list of hearings that somebody may read, the one that closes last on top.
hearingSchema.index({ readers: 1, closesAt: -1, _id: -1 }, { name: 'readers_1_closesAt_-1__id_-1' });
// Hearings under way, the one that closes first on top.
hearingSchema.index({ state: 1, closesAt: 1 }, { name: 'state_1_closesAt_1' });

export const itemModel = modelOf('Item', 'items', itemSchema);
export const meetingModel = modelOf('Meeting', 'meetings', meetingSchema);
export const hearingModel = modelOf('Hearing', 'hearings', hearingSchema);
