/** The page that shows a list of parties, as it was pasted or uploaded, before anybody is invited. */
import { readFile } from 'node:fs/promises';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { App } from '#src/context.ts';
import { isRefusal } from '#src/errors.ts';
import { decodeText } from '#src/importer/decode-text.ts';
import { mayRunHearing } from '#src/policies/hearing-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import { refusalInWords } from '#src/words/words.ts';
import { type Fields, FORM_WITH_FILES, receiveForm } from '../../body.ts';
import { newRequestId } from '../../form.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfHearing } from '../../path-params.ts';
import { renderPage } from '../../render.ts';
import { textIn, typed } from '../../rows.ts';
import { isMultipart, withMultipart } from '../files/read-multipart.ts';
import { readableHearing } from './hearing-access.ts';
import { MAX_LIST_BYTES, partyListView } from './party-list.ts';

const ListForm = z.object({ names: typed });

interface Shown {
  app: App;
  request: Request;
  response: Response;
  params: { hearing: string };
}

/** @param error why the list was not taken, where its own lines do not say it */
export async function showPartyList(
  { app, request, response, params }: Shown,
  names: string,
  error: string | null,
): Promise<void> {
  const { history, actor, target } = await readableHearing(app, request, params.hearing);
  authorize(mayRunHearing(actor, target));
  const view = partyListView(history, names);
  renderPage(response, 'hearing-parties', {
    title: 'Se, hvem der bliver inviteret',
    hearing: `/hoeringer/${history.id}`,
    requestId: newRequestId(),
    ...view,
    error: error ?? view.tooMany,
  });
}

/** What a file says goes before what stands in the field. @throws Refusal as the file's reader does */
async function receivedList(
  { request, response }: Pick<Shown, 'request' | 'response'>,
  checkBody: (fields: Fields) => z.infer<typeof ListForm>,
): Promise<{ names: string; unread: string | null }> {
  if (!isMultipart(request)) return { ...checkBody(await receiveForm(request, response)), unread: null };
  return withMultipart(request, { maxFiles: 1, maxBytes: MAX_LIST_BYTES }, async ({ fields, files, problem }) => {
    const { names } = checkBody(fields);
    if (problem) return { names, unread: problem.code === 'file-too-large' ? 'list-too-large' : problem.code };
    const [file] = files;
    if (file === undefined) return { names, unread: null };
    try {
      return { names: decodeText(await readFile(file.path)), unread: null };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { names, unread: error.code === 'import-empty' ? 'list-empty' : 'list-not-text' };
    }
  });
}

const preview = operation({
  method: 'post',
  path: '/hoeringer/:hearing/parter',
  access: 'session',
  takes: FORM_WITH_FILES,
  schema: { params: OfHearing, body: ListForm },
  async handler(call) {
    const { names, unread } = await receivedList(call, call.checkBody);
    const code =
      unread ?? (names.length > MAX_LIST_BYTES ? 'list-too-large' : names.trim() === '' ? 'list-empty' : null);
    if (code !== null) call.response.status(400);
    await showPartyList(call, code === 'list-too-large' ? '' : names, code && refusalInWords(code));
  },
});

/** A list that was not taken is shown again with what is wrong. @param why where that is not one of its lines */
export const showPartyListAgain = (call: Shown & { fields: Fields }, why: string | null): Promise<void> =>
  showPartyList(call, textIn(call.fields, 'names'), why);

export const partyListPages: readonly Operation[] = [preview];
