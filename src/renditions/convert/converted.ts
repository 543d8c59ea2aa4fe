/** What a converter is given, and what it answers. */
import type { Kind } from '#src/files/kinds.ts';
import type { Note } from '../note.ts';

export interface ToConvert {
  /** The file on this computer's disk, under a name of our own. It is read and left as it is. */
  path: string;
  kind: Kind;
  /** An empty folder for all that is made; the caller removes it. */
  folder: string;
}

export interface Converted {
  /** Where the PDF is: in the folder, or the file itself. */
  pdf: string;
  /** How it differs from the file. */
  notes: Note[];
}
