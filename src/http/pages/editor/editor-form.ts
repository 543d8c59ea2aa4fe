/** The editor's form as it arrives: as words, or with files where the page has no script. */
import type { Request, Response } from 'express';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import type { App } from '#src/context.ts';
import { isRefusal, Refusal } from '#src/errors.ts';
import { sentenceOf } from '#src/words/words.ts';
import { type Fields, keepFields, receiveForm } from '../../body.ts';
import { isMultipart, type ReceivedFile, withMultipart } from '../files/read-multipart.ts';
import { countUpload, keepFiles, maxBytesOf, type UploadFor } from '../files/receive-files.ts';
import type { EditorFields } from './draft-from-fields.ts';
import type { EditorForm } from './fields-from-form.ts';

export interface EditorCall {
  app: App;
  request: Request;
  response: Response;
  checkBody(fields: Fields): EditorForm;
}

/** The files that came with a form, not stored yet, or why there are none. */
export interface FormFiles {
  files: readonly ReceivedFile[];
  problem: Refusal | null;
}

const MAX_FILES = 20;
const NONE: FormFiles = { files: [], problem: null };

/**
 * Receives the form and hands on its files, which are gone when `use` has returned.
 * @param use gets `read`, which gives the form's fields where they fit
 * @throws Refusal `sign-in-needed` (401): uploads are counted by who brings them
 */
export async function withEditorForm(
  { app, request, response, checkBody }: EditorCall,
  use: (files: FormFiles, read: () => EditorForm) => Promise<void>,
): Promise<void> {
  const { person } = actorOrRefuse(request);
  if (!isMultipart(request)) {
    const sent = await receiveForm(request, response);
    return use(NONE, () => checkBody(sent));
  }
  await countUpload(app, request, person);
  await withMultipart(request, { maxFiles: MAX_FILES, maxBytes: maxBytesOf(app) }, ({ fields, files, problem }) => {
    const sent = keepFields(request, fields);
    return use({ files, problem }, () => checkBody(sent));
  });
}

export interface FilesAdded {
  fields: EditorFields;
  /** What is said above the form; nothing was stored then. */
  problem: { text: string; lift: string } | null;
}

/** Stores the files and gives each a row at the end of the bilag, called as the file is. */
export async function addFiles(
  app: App,
  fields: EditorFields,
  { files, problem }: FormFiles,
  whom: UploadFor,
): Promise<FilesAdded> {
  try {
    if (problem) throw problem;
    if (files.length === 0) throw new Refusal('file-missing', 400);
    const kept = await keepFiles(app, files, { ...whom, bilag: true });
    const rows = kept.map((file) => ({
      docId: '',
      openness: 'open',
      title: file.name.replace(/\.[^.]{1,12}$/, '').replaceAll('_', ' '),
      titlePublic: 'no',
      docNo: '',
      mainDocument: 'no',
      availability: '',
      closedUntil: '',
      opennessIn: '',
      file: JSON.stringify(file),
    }));
    return { fields: { ...fields, bilag: [...fields.bilag, ...rows] }, problem: null };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { text, lift } = sentenceOf(error.code);
    const name = typeof error.details.name === 'string' ? `${error.details.name}: ` : '';
    return { fields, problem: { text: `${name}${text}`, lift } };
  }
}
