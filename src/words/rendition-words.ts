/** What an officer is told of a file and its PDF, in Danish. */
import { filled, word } from './words.ts';

/** As `Note` and `Failure` of src/renditions/note.ts. */
interface Ruled {
  rule: string;
  details: Readonly<Record<string, string | number>>;
}

/** "2 skjulte ark, 1 skjult række og 5 kommentarer". */
function leftOut(details: Ruled['details']): string {
  const parts = Object.entries(details).map(([what, count]) =>
    filled(word('renditionLeftOut', `${what}-${count === 1 ? 'one' : 'many'}`), { count }),
  );
  const last = parts.pop() ?? '';
  const all = parts.length === 0 ? last : `${parts.join(', ')} ${word('renditionLeftOut', 'and')} ${last}`;
  return all.charAt(0).toLocaleUpperCase('da') + all.slice(1);
}

/** How the PDF differs from the file. */
export const noteSentence = ({ rule, details }: Ruled): string =>
  filled(word('renditionNotes', rule), { ...details, what: leftOut(details) });

/** Why there is no PDF, and what to do. @param name what the file is called, for those who look for it */
export const failureSentence = ({ rule, details }: Ruled, name: string): string =>
  filled(word('renditionFailures', rule), { ...details, name });
