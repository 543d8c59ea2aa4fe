/** What is approved at once, said before it is. */
import type { ActedBy } from '#machines/agenda-item/events.ts';
import type { Directory } from '#src/people/directory.ts';
import { officeName, personName } from '#src/people/names.ts';
import { listed } from './listed.ts';
import { filled, word } from './words.ts';

/** "Du godkender både som Afdelingschef og som Direktør på vegne af Henrik Voss."; null where it is one step alone. */
export function atOnceInWords(given: readonly { by: ActedBy }[], directory: Directory): string | null {
  if (given.length < 2) return null;
  const offices = given.map(({ by: { office, onBehalfOf } }) => {
    const name = office === null ? '' : officeName(directory, office);
    return `som ${name}${onBehalfOf === null ? '' : ` på vegne af ${personName(directory, onBehalfOf)}`}`;
  });
  return filled(word('approvals', 'atOnce'), { offices: listed(offices) });
}
