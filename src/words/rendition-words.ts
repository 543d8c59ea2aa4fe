/** What an officer is told of a file and its PDF, in Danish. */
import { word } from './words.ts';

/** As `Note` and `Failure` of src/renditions/note.ts. */
interface Ruled {
  rule: string;
  details: Readonly<Record<string, string | number>>;
}

const filled = (sentence: string, values: Ruled['details']): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** How the PDF differs from the file. */
export const noteSentence = ({ rule, details }: Ruled): string => filled(word('renditionNotes', rule), details);

/** Why there is no PDF, and what to do. @param name what the file is called, for those who look for it */
export const failureSentence = ({ rule, details }: Ruled, name: string): string =>
  filled(word('renditionFailures', rule), { ...details, name });
