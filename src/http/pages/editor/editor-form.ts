/** The editor's form as it arrives: as words, or with files where the page has no script. */
import type { Request, Response } from 'express';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import type { App } from '#src/context.ts';
import type { Refusal } from '#src/errors.ts';
import { type Fields, keepFields, receiveForm } from '../../body.ts';
import { isMultipart, type ReceivedFile, withMultipart } from '../files/read-multipart.ts';
import { countUpload, maxBytesOf } from '../files/receive-files.ts';
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
