/** What is approved at once, said before it is. */
import type { ActedBy } from '#machines/agenda-item/events.ts';
import type { Directory } from '#src/people/directory.ts';
import { listed } from './listed.ts';
import { namesIn } from './names.ts';
import { capacityInWords } from './who-acted.ts';
import { filled, word } from './words.ts';

/** "Du godkender både som Afdelingschef og som Direktør på vegne af Henrik Voss."; null where it is one step alone. */
export function atOnceInWords(given: readonly { by: ActedBy }[], directory: Directory): string | null {
  if (given.length < 2) return null;
  const names = namesIn(directory);
  const offices = given.map(({ by }) => capacityInWords(by, names).trim());
  return filled(word('approvals', 'atOnce'), { offices: listed(offices) });
}
