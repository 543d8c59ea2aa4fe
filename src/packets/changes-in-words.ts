/** What changed between two editions of a packet, in words. */

import { word } from '#src/words/words.ts';
import type { PacketChange } from './changes.ts';

/** "bilag 2.1 erstattet"; empty braces of the words are filled in from the change. */
const inWords = ({ kind, label, was = '' }: PacketChange): string =>
  word('packetChanges', kind).replace('{label}', label).replace('{was}', was);

/** "Bilag 2.1 erstattet, punkt 4 nyt."; empty where nothing changed. @param limit so many are named, the rest counted */
export function packetChangesInWords(changes: readonly PacketChange[], limit = 12): string {
  if (changes.length === 0) return '';
  const named = changes.slice(0, limit).map(inWords);
  const left = changes.length - named.length;
  const text = `${named.join(', ')}${left > 0 ? ` og ${left} ændringer mere` : ''}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
