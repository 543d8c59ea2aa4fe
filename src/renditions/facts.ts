/** What is known of a PDF once it has been measured. */
import { z } from 'zod';

/** The visible size of a page as a reader sees it, turned as it is shown, in points (1/72 inch). */
export const PageSize = z.strictObject({ width: z.number(), height: z.number(), pages: z.number().int().min(1) });
export type PageSize = z.infer<typeof PageSize>;

export const PdfFacts = z.strictObject({
  pages: z.number().int().min(1),
  /** Every size that occurs, the most frequent first. */
  sizes: z.array(PageSize),
  /** Pages that are shown turned. */
  rotatedPages: z.number().int().min(0),
  /** Pages that show text as text; a page without is an image, or empty. */
  textPages: z.number().int().min(0),
  /** Whether the file has a structure tree, which screen readers need. */
  tagged: z.boolean(),
  /** BCP 47, as the file says it. */
  language: z.string().max(35).nullable(),
  /** Whether the file has bookmarks of its own. */
  outline: z.boolean(),
});
export type PdfFacts = z.infer<typeof PdfFacts>;
