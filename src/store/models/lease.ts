/** Who does a chore that one process at a time does. */
import { modelOf, rowSchema } from '#src/model.ts';

interface Lease {
  _id: string;
  holder: string;
  until: Date;
}

const schema = rowSchema<Lease>({
  _id: { type: String, required: true },
  holder: { type: String, required: true },
  until: { type: Date, required: true },
});

export const leaseModel = modelOf('Lease', 'leases', schema);
