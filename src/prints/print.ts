/** Prints one document: a kind of work of the queue `packet`, because a layout may take long and may kill the process that makes it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRefusal } from '#src/errors.ts';
import type { FileStore } from '#src/files/file-store.ts';
import { storeFile } from '#src/files/store-file.ts';
import { compileShared } from '#src/pdf/render-item.ts';
import { RenditionFailed } from '#src/renditions/note.ts';
import type { Contents } from '#src/store/contents.ts';
import type { Print } from '#src/store/models/print.ts';
import { PRINT_REFUSED, StoredSource } from './print-rows.ts';

export interface PrintDeps {
  contents: Contents;
  files: FileStore;
  /** On this computer's disk; gone when the job is over. */
  folder: string;
}

/**
 * @returns the fields of the row
 * @throws RenditionFailed `pdf-characters` where no font has a character of the text; what the compiler and the store throw
 */
export async function print(
  { contents, files, folder }: PrintDeps,
  { source, createdAt }: Pick<Print, 'source' | 'createdAt'>,
): Promise<Pick<Print, 'file'>> {
  const { kind: _, ...asked } = StoredSource.parse(await contents.read(source));
  const pdf = await compileShared(asked, { standard: 'ua-1', createdAt: new Date(createdAt * 1_000) }).catch(named);
  const path = join(folder, 'print.pdf');
  await writeFile(path, pdf);
  const { hash } = await storeFile(files, { path, kind: 'pdf', mime: 'application/pdf' });
  return { file: hash };
}

function named(error: unknown): never {
  if (!isRefusal(error) || error.code !== PRINT_REFUSED) throw error;
  const characters = (error.details.characters as string[]).join(' ');
  throw new RenditionFailed(PRINT_REFUSED, { characters: characters.slice(0, 255) }, error);
}
