/** An office as lists and the ladder show it: who acts, and loud where nobody sits in it. Pure. */
import type { Directory } from '#src/people/directory.ts';
import type { OfficeStatus } from '#src/queries/people-offices.ts';
import { namesIn } from '#src/words/names.ts';
import { whoInWords } from './consequence-lines.ts';

const KINDS = { acting: 'konstitueret', deputy: 'stedfortræder' } as const;

export function statusView({ office, name, depth, who, waiting }: OfficeStatus, directory: Directory) {
  const names = namesIn(directory);
  const kind = who.kind === 'acting' || who.kind === 'deputy' ? ` (${KINDS[who.kind]})` : '';
  return {
    href: `/drift/stillinger/${office}`,
    name,
    /** The page indents so far and no further. */
    depth: Math.min(depth, 5),
    vacant: who.kind === 'superior' || who.kind === 'nobody',
    who:
      who.kind === 'nobody'
        ? 'Ingen kan tage stilling'
        : who.kind === 'superior'
          ? `${whoInWords(who, names)} træder ind`
          : `${whoInWords(who, names)}${kind}`,
    delegates: who.delegates.map((id) => names.person(id)).join(', '),
    waiting: waiting === 0 ? '' : waiting === 1 ? '1 punkt venter' : `${waiting} punkter venter`,
  };
}
