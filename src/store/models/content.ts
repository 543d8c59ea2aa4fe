/** The documents that transitions name by hash. */
import { Json, modelOf, partSchema, rowSchema } from '#src/model.ts';

/** An immutable document addressed by the SHA-256 of its body; `erased` is the tombstone of a recorded erasure. */
export interface ContentDocument {
  _id: string;
  body: unknown;
  storedAt: Date;
  erased?: { at: Date; reason: string };
}

const schema = rowSchema<ContentDocument>({
  _id: { type: String, required: true, match: /^[0-9a-f]{64}$/ },
  body: Json,
  storedAt: { type: Date, required: true },
  erased: partSchema<NonNullable<ContentDocument['erased']>>({
    at: { type: Date, required: true },
    reason: { type: String, required: true },
  }),
});

export const contentModel = modelOf('Content', 'contents', schema);
