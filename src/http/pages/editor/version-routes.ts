/** The same editor for a text under way: the approver's correction, and a change by the officer or the secretariat. */
import type { Response } from 'express';
import { currentStep } from '#machines/agenda-item/context.ts';
import { amendItem } from '#src/commands/item/amend.ts';
import { correctItem } from '#src/commands/item/correct.ts';
import type { App } from '#src/context.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { isRefusal, notAllowedNow } from '#src/errors.ts';
import { authorize } from '#src/policies/verdict.ts';
import { versionContent } from '#src/queries/item.ts';
import type { Committed } from '#src/store/commit.ts';
import { sentenceOf } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import { FORM_WITH_FILES } from '../../body.ts';
import { commandRequest } from '../../form.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfItem } from '../../path-params.ts';
import { type ItemCall, type ReadableItem, readableItem } from '../item/item-access.ts';
import { contentFrom } from './draft-from-fields.ts';
import { type FormFiles, withEditorForm } from './editor-form.ts';
import { EditorForm, fieldsFromForm } from './fields-from-form.ts';
import { pressFileButton } from './file-buttons.ts';
import { pressRowButton } from './row-buttons.ts';
import { type EditorUse, showEditor } from './show-editor.ts';

/** What one use of the editor needs to know. `hidden` is what the reader has seen, and comes back with the form. */
export interface VersionUse {
  mode: 'correct' | 'amend';
  action: string;
  back: string;
  hidden: Record<string, string | number>;
  send(content: ItemContent, form: EditorForm): Promise<Committed>;
}

/** @throws Refusal `current-version` when the text of the current version has been erased */
function currentVersion({ history }: ReadableItem): { hash: string; content: ItemContent } {
  const { version } = history.context;
  const content = version ? versionContent(history, version.hash) : null;
  if (!version || !content) throw notAllowedNow('not-in-this-state');
  return { hash: version.hash, content };
}

const editorUse = ({ history, actor }: ReadableItem, use: VersionUse, content: ItemContent): EditorUse => ({
  mode: use.mode,
  item: history.id,
  person: actor.person,
  action: use.action,
  back: use.back,
  hidden: use.hidden,
  draft: { content, plan: [] },
  rev: 0,
});

export async function showVersionEditor(
  { app, response }: { app: App; response: Response },
  readable: ReadableItem,
  use: VersionUse,
): Promise<void> {
  await showEditor(app, response, readable.directory, editorUse(readable, use, currentVersion(readable).content));
}

/** Answers the form: a row's button shows it again; anything else sends the new version. Nothing typed is lost by a refusal. */
export async function answerVersionEditor(
  { app, response }: { app: App; response: Response },
  [readable, use]: [ReadableItem, VersionUse],
  { form, files }: { form: EditorForm; files: FormFiles },
): Promise<void> {
  const typed = fieldsFromForm(form, currentVersion(readable).content.sections);
  const { do: button } = form;
  const whom = { owner: readable.history.id, by: readable.actor.person };
  const brought = await pressFileButton(app, typed, { pressed: button, files, whom });
  const pressed = brought?.fields ?? pressRowButton(typed, button);
  const fields = pressed ?? typed;
  const content = contentFrom(fields);
  const shown: EditorUse = {
    ...editorUse(readable, use, content),
    rows: { clauses: fields.clauses.length, bilag: fields.bilag.length, subItems: fields.subItems.length, steps: 0 },
  };
  if (pressed !== null) {
    const problem = brought?.problem ?? null;
    return showEditor(app, response.status(problem ? 422 : 200), readable.directory, { ...shown, problem });
  }
  try {
    const sent = await use.send(content, form);
    response.redirect(303, withAfterParam(`/punkter/${readable.history.id}`, sent));
  } catch (error) {
    if (!isRefusal(error) || ![409, 412].includes(error.status)) throw error;
    await showEditor(app, response.status(error.status), readable.directory, {
      ...shown,
      problem: sentenceOf(error.code),
    });
  }
}

async function correction({ app, request, params }: ItemCall): Promise<[ReadableItem, VersionUse]> {
  const readable = await readableItem({ app, request, params });
  authorize(correctItem.policy(readable.actor, readable.target));
  const { id, context } = readable.history;
  const use: VersionUse = {
    mode: 'correct',
    action: `/punkter/${id}/ret`,
    back: `/punkter/${id}`,
    hidden: { step: currentStep(context)?.id ?? '', round: context.round, version: currentVersion(readable).hash },
    send: (content, { step, round, version }) =>
      correctItem.run(app, commandRequest(request), { item: id, step, round, version, content }),
  };
  return [readable, use];
}

async function amendment({ app, request, params }: ItemCall): Promise<[ReadableItem, VersionUse]> {
  const readable = await readableItem({ app, request, params });
  authorize(amendItem.policy(readable.actor, readable.target));
  const { id } = readable.history;
  const use: VersionUse = {
    mode: 'amend',
    action: `/punkter/${id}/aendr`,
    back: `/punkter/${id}`,
    hidden: { version: currentVersion(readable).hash },
    send: (content, { version, weight }) =>
      amendItem.run(app, commandRequest(request), { item: id, version, weight, content }),
  };
  return [readable, use];
}

export const versionPages: readonly Operation[] = (
  [
    ['/punkter/:id/ret', correction],
    ['/punkter/:id/aendr', amendment],
  ] as const
).flatMap(([path, useOf]) => [
  operation({
    method: 'get',
    path,
    access: 'session',
    schema: { params: OfItem },
    handler: async (call) => showVersionEditor(call, ...(await useOf(call))),
  }),
  operation({
    method: 'post',
    path,
    access: 'session',
    takes: FORM_WITH_FILES,
    schema: { params: OfItem, body: EditorForm },
    handler: (call) =>
      withEditorForm(call, async (files, read) => {
        const use = await useOf(call);
        await answerVersionEditor(call, use, { form: read(), files });
      }),
  }),
]);
