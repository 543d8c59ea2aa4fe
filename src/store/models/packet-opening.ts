/** On which day something that is closed in a meeting's packets opens next: a row for each meeting that has such a day ahead. */
import { modelOf, rowSchema } from '#src/model.ts';

export interface PacketOpening {
  /** The meeting. */
  _id: string;
  /** The local date from which it is open, `YYYY-MM-DD`. */
  day: string;
}

const schema = rowSchema<PacketOpening>({
  _id: { type: String, required: true },
  day: { type: String, required: true },
});
// Those whose day has come.
schema.index({ day: 1 }, { name: 'day_1' });

export const packetOpeningModel = modelOf('PacketOpening', 'packetOpenings', schema);
