/** What the building of a packet works with. */
import { join } from 'node:path';
import type { FileStore } from '#src/files/file-store.ts';
import type { PdfCompiler } from '#src/pdf/compiler.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Contents } from '#src/store/contents.ts';

export interface BuildDeps {
  collections: Collections;
  contents: Contents;
  files: FileStore;
  compiler: PdfCompiler;
  /** On this computer's disk; gone when the job is over. */
  folder: string;
  /** Says what is being done now, by its name among the words (`packetSteps`). */
  atStep(step: string): void;
}

/** Where a file that belongs to one build lies. */
export const inFolder = ({ folder }: Pick<BuildDeps, 'folder'>, name: string): string => join(folder, name);
