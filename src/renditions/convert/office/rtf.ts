/** Rich Text (RTF 1.9.1) that asks for no other file. */
import { fieldOf } from './docx-fields.ts';

/** What a field asks for, and control words that name other files, templates and embedded objects. */
const ASKS_FOR_FILES =
  /(\\fldinst\s*(?:\\[a-z]+-?\d* ?|[{}\s])*)([A-Z]+)|\\(objautlink|objlink|objdata|objclass|template|filetbl|subdocument|nextfile|mailmerge)\b/g;

/**
 * Each of them gets a name that no program knows, of the same length: readers pass over what they do not know, and show what a field
 * showed last. The path of the file is asked for as a template's name, which is left out of every text.
 */
export const withoutOtherFiles = (bytes: Buffer): Buffer =>
  Buffer.from(
    bytes.toString('latin1').replace(ASKS_FOR_FILES, (found, before?: string, field?: string) => {
      if (before === undefined || field === undefined) return `\\${'x'.repeat(found.length - 1)}`;
      if (field === 'FILENAME') return `${before}TEMPLATE`;
      return `${before}${fieldOf(field).isFrozen ? 'X'.repeat(field.length) : field}`;
    }),
    'latin1',
  );
