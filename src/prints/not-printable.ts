/** Why a document of items cannot be printed at all, as a row of work keeps it. */
import { z } from 'zod';
import type { Refusal } from '#src/errors.ts';
import { RenditionFailed } from '#src/renditions/note.ts';

const LONGEST = 255;
const Words = z.string().transform((text) => text.slice(0, LONGEST));
const Details = z.object({ item: Words, place: Words, cause: Words });

/** @param refusal `item-not-printable`, as `compileAround` throws it */
export const notPrintable = (refusal: Refusal): RenditionFailed =>
  new RenditionFailed(refusal.code, Details.parse(refusal.details), refusal);
