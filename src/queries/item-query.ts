/** What a list of items may be asked for. */
import { z } from 'zod';
import { ITEM_PHASES } from '#machines/agenda-item/states.ts';
import { Id } from '#machines/primitives.ts';

const asked = {
  /** Groups states. */
  phase: z.enum(ITEM_PHASES).optional(),
  owner: Id.optional(),
  /** An organ on the route. */
  organ: Id.optional(),
  /** Who has the item now: the key of an office or an organ, `office:<id>` or `organ:<id>`. */
  holder: z
    .string()
    .max(80)
    .regex(/^(office|organ):[A-Za-z0-9-]+$/)
    .optional(),
  /** Days in Europe/Copenhagen, both counted: when something last happened to the item. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Words of title, text, records number, names and attachments; "quoted" words stand together. */
  q: z.string().trim().max(100).optional(),
  /** Where a page begins or ends, as another page said. */
  cursor: z.string().max(400).optional(),
};
/** What a program may ask for. */
export const ItemQuery = z.object({ ...asked, sort: z.enum(['newest', 'title']).default('newest') });
export type ItemListQuery = z.infer<typeof ItemQuery>;

/** What an address may ask for: what is wrong in it is passed over. */
export const ItemListQuery = z.object({
  ...Object.fromEntries(Object.entries(asked).map(([name, field]) => [name, field.catch(undefined)])),
  sort: z.enum(['newest', 'title']).catch('newest'),
}) as unknown as z.ZodType<ItemListQuery>;
