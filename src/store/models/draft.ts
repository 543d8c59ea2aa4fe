/** The drafts that officers are writing. */
import { Json, modelOf, rowSchema } from '#src/model.ts';

export interface Draft {
  _id: string;
  rev: number;
  body: unknown;
  savedAt: Date;
  savedBy: string;
}

const schema = rowSchema<Draft>({
  _id: { type: String, required: true },
  rev: { type: Number, required: true, min: 1 },
  body: Json,
  savedAt: { type: Date, required: true },
  savedBy: { type: String, required: true },
});

// The drafts whose plan names an organ, for the mail that its submission deadline is near.
schema.index({ 'body.plan.organ': 1 }, { name: 'body.plan.organ_1' });

export const draftModel = modelOf('Draft', 'drafts', schema);
