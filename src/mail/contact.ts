/** Whom somebody outside may call or write to about what a mail says: nobody reads what is answered to the mail itself. */
import { z } from 'zod';
import { addressInWords } from '#src/addresses/email.ts';
import type { Directory } from '#src/people/directory.ts';
import { Line } from './fields.ts';
import { officerOf } from './recipients.ts';

/** Null where the municipality has neither an officer nor a secretariat. */
export const Contact = z
  .strictObject({ name: Line, title: Line.nullable(), phone: Line.nullable(), email: Line })
  .nullable();

/** The item's officer; the secretariat where the officer has left. @param owner the officer's id */
export function contactOf(directory: Directory, owner: string): z.input<typeof Contact> {
  const [person] = officerOf(directory, owner);
  if (person === undefined) return null;
  const { name, title = null, phone = null, email } = person;
  return { name, title, phone, email: addressInWords(email) };
}
