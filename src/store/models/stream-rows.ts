/** The rows that lists and pages read, one per stream. */
import { Json, modelOf, rowSchema } from '../model.ts';
import type { HearingRow, ItemRow, MeetingRow } from '../projections.ts';

const common = {
  _id: { type: String, required: true },
  seq: { type: Number, required: true, min: 1 },
  hash: { type: String, required: true },
  state: { type: String, required: true },
  context: { type: Json, required: true },
  at: { type: String, required: true },
} as const;

const itemSchema = rowSchema<ItemRow>({
  ...common,
  owner: { type: String, required: true },
  waitsForOffice: String,
  waitsForOrgan: String,
  atMeeting: String,
});
// An officer's own items.
itemSchema.index({ owner: 1 }, { name: 'owner_1' });
// What waits for an office or an organ; what is stuck, longest first.
itemSchema.index({ state: 1, at: 1 }, { name: 'state_1_at_1' });
// The list of items, newest first.
itemSchema.index({ at: -1, _id: -1 }, { name: 'at_-1__id_-1' });

const meetingSchema = rowSchema<MeetingRow>({
  ...common,
  organ: { type: String, required: true },
  date: { type: String, required: true },
});
// An organ's meetings.
meetingSchema.index({ organ: 1, date: 1 }, { name: 'organ_1_date_1' });
// The list of meetings.
meetingSchema.index({ date: -1, _id: -1 }, { name: 'date_-1__id_-1' });

const hearingSchema = rowSchema<HearingRow>({
  ...common,
  item: { type: String, required: true },
  hearingType: { type: String, required: true },
  closesAt: String,
});
// An item's hearings.
hearingSchema.index({ item: 1 }, { name: 'item_1' });

export const itemModel = modelOf('Item', 'items', itemSchema);
export const meetingModel = modelOf('Meeting', 'meetings', meetingSchema);
export const hearingModel = modelOf('Hearing', 'hearings', hearingSchema);
