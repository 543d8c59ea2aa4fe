/** What a converter is given, and what it answers. */
import type { Note } from '../note.ts';

export interface ToConvert {
  /** The file on this computer's disk, under a name of our own. It is read and left as it is. */
  path: string;
  /** As `Kind` of src/files/kinds.ts, or `OCR_KIND`. */
  kind: string;
  /** An empty folder for all that is made; the caller removes it. */
  folder: string;
  /** How many files it came within: 1 for what came with a mail. */
  depth?: number;
}

export interface Converted {
  /** Where the PDF is: in the folder, or the file itself. */
  pdf: string;
  /** How it differs from the file. */
  notes: Note[];
}
