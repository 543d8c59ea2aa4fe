/** The buttons of the editor that are about files, where no script does what they say. */
import type { App } from '#src/context.ts';
import { isRefusal, Refusal } from '#src/errors.ts';
import { madeFrom, uploadedFor } from '#src/files/attach.ts';
import { sentenceOf } from '#src/words/words.ts';
import { askForText, fileWithText } from '../files/read-text.ts';
import { keepFiles, type UploadFor } from '../files/receive-files.ts';
import { contentFrom, type EditorFields } from './draft-from-fields.ts';
import type { FormFiles } from './editor-form.ts';
import { blankBilag } from './row-buttons.ts';

export interface FileButtonPressed {
  fields: EditorFields;
  /** What is said above the form; nothing was stored or asked for then. */
  problem: { text: string; lift: string } | null;
}

/**
 * Does what a button says: adds files (`add-files`), has the text of one read (`read-bilag-…` and its hash), takes the file with its
 * text (`use-bilag-…`), or goes back to the one before (`undo-bilag-…`).
 * @returns null when `pressed` is none of these
 */
export async function pressFileButton(
  app: App,
  fields: EditorFields,
  { pressed, files, whom }: { pressed: string; files: FormFiles; whom: UploadFor },
): Promise<FileButtonPressed | null> {
  const [, verb, hash = ''] = /^(read|use|undo)-bilag-([0-9a-f]{64})$/.exec(pressed) ?? [];
  if (pressed !== 'add-files' && verb === undefined) return null;
  try {
    const changed = verb
      ? await exchanged(app, fields, whom, { verb, hash })
      : await withFiles(app, fields, files, whom);
    return { fields: changed, problem: null };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { text, lift } = sentenceOf(error.code, error.details);
    const name = typeof error.details.name === 'string' ? `${error.details.name}: ` : '';
    return { fields, problem: { text: `${name}${text}`, lift } };
  }
}

/** Stores the files and gives each a row at the end of the bilag, called as the file is. */
async function withFiles(
  app: App,
  fields: EditorFields,
  { files, problem }: FormFiles,
  whom: UploadFor,
): Promise<EditorFields> {
  if (problem) throw problem;
  if (files.length === 0) throw new Refusal('file-missing', 400);
  const kept = await keepFiles(app, files, { ...whom, bilag: true });
  const rows = kept.map((file) => ({
    ...blankBilag(),
    title: file.name.replace(/\.[^.]{1,12}$/, '').replaceAll('_', ' '),
    file: JSON.stringify(file),
  }));
  return { ...fields, bilag: [...fields.bilag, ...rows] };
}

/** The fields with another file in the place of one: in each row that has it. */
async function exchanged(
  app: App,
  fields: EditorFields,
  whom: UploadFor,
  { verb, hash }: { verb: string; hash: string },
): Promise<EditorFields> {
  const file = contentFrom(fields).bilag.find((row) => row.file?.hash === hash)?.file;
  if (file === undefined || !(await uploadedFor(app, whom.owner, [file])).has(hash)) return fields;
  if (verb === 'read') {
    await askForText(app, whom, file);
    return fields;
  }
  const other =
    verb === 'use' ? await fileWithText(app, whom, file) : (await madeFrom(app, whom.owner, [hash])).get(hash);
  if (other === undefined) return fields;
  const isIt = (row: { file: string }) => row.file.includes(`"${hash}"`);
  return { ...fields, bilag: fields.bilag.map((row) => (isIt(row) ? { ...row, file: JSON.stringify(other) } : row)) };
}
