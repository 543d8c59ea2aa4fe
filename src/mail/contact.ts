/** Whom somebody outside may call or write to about what a mail says: nobody reads what is answered to the mail itself. */
import { z } from 'zod';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { addressInWords } from '#src/addresses/email.ts';
import type { Directory } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import { substitutesOn } from '#src/people/substitutes.ts';
import { Line } from './fields.ts';
import { activePeople, officersOf } from './recipients.ts';

/** Null where the municipality has neither an officer nor a secretariat. */
export const Contact = z
  .strictObject({ name: Line, title: Line.nullable(), phone: Line.nullable(), email: Line })
  .nullable();

/**
 * Whoever stands in for the item's officer today, else the officer; one of those who have the item with them where the officer has
 * left, and the secretariat where all have.
 */
export function contactOf(
  directory: Directory,
  item: Pick<ItemContext, 'owner' | 'coAuthors'>,
  now: Date,
): z.input<typeof Contact> {
  const [substitute] = activePeople(directory, substitutesOn(directory, item.owner, localDay(now)));
  const [person] = substitute === undefined ? officersOf(directory, item, now) : [substitute];
  if (person === undefined) return null;
  const { name, title = null, phone = null, email } = person;
  return { name, title, phone, email: addressInWords(email) };
}
