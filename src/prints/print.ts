/** Prints one document: a kind of work of the queue `packet`, because a layout may take long and may kill the process that makes it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRefusal } from '#src/errors.ts';
import type { FileStore } from '#src/files/file-store.ts';
import { storeFile } from '#src/files/store-file.ts';
import { compileShared } from '#src/pdf/render-item.ts';
import type { Contents } from '#src/store/contents.ts';
import type { Print } from '#src/store/models/print.ts';
import { notPrintable } from './not-printable.ts';
import { StoredSource } from './print-rows.ts';

export interface PrintDeps {
  contents: Contents;
  files: FileStore;
  /** On this computer's disk; gone when the job is over. */
  folder: string;
}

/**
 * @returns the fields of the row
 * @throws RenditionFailed where an item cannot be printed in any form; what the compiler and the store throw
 */
export async function print(
  { contents, files, folder }: PrintDeps,
  { source, createdAt }: Pick<Print, 'source' | 'createdAt'>,
): Promise<Pick<Print, 'file'>> {
  const { kind: _, ...asked } = StoredSource.parse(await contents.read(source));
  const pdf = await compileShared(asked, { standard: 'ua-1', createdAt: new Date(createdAt * 1_000) }).catch(
    withoutRetry,
  );
  const path = join(folder, 'print.pdf');
  await writeFile(path, pdf);
  const { hash } = await storeFile(files, { path, kind: 'pdf', mime: 'application/pdf' });
  return { file: hash };
}

/** Another try with the same words ends alike. */
function withoutRetry(error: unknown): never {
  throw isRefusal(error) && error.code === 'item-not-printable' ? notPrintable(error) : error;
}
