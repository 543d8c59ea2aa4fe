/** The officer's editor: the draft as a form that works without a script, and is saved by itself with one. */
import { z } from 'zod';
import { hasTag } from '#machines/states.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import { saveDraftOf } from '#src/commands/item/save-draft.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import type { DraftBody } from '#src/documents/draft-body.ts';
import { isRefusal, notAllowedNow, notFound } from '#src/errors.ts';
import { personName } from '#src/people/names.ts';
import { maySaveDraft } from '#src/policies/item-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import { documentOf, draftOf, type StoredDraft, withCorrections } from '#src/queries/item.ts';
import { sentenceOf } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import { FORM_WITH_FILES } from '../../body.ts';
import { commandRequest } from '../../form.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfItem } from '../../path-params.ts';
import { renderFragment } from '../../render.ts';
import { type ItemCall, type ReadableItem, readableItem } from '../item/item-access.ts';
import { itemTextView } from '../item/item-text.ts';
import { sentBackView } from '../item/seen-before-view.ts';
import { draftFrom, type EditorFields } from './draft-from-fields.ts';
import { type EditorCall, type FormFiles, withEditorForm } from './editor-form.ts';
import { EditorForm, fieldsFromForm } from './fields-from-form.ts';
import { pressFileButton } from './file-buttons.ts';
import { missingIn, STOPS } from './missing.ts';
import { pressRowButton } from './row-buttons.ts';
import { type EditorUse, showEditor } from './show-editor.ts';
import { suggestRoute } from './suggest-route.ts';

/** @throws Refusal `not-found` without a draft; `only-the-owner` (403); `not-a-draft-now` (409) */
async function writableDraft({ app, request, params }: ItemCall): Promise<ReadableItem & { stored: StoredDraft }> {
  const readable = await readableItem({ app, request, params });
  authorize(maySaveDraft(readable.actor, readable.target));
  if (!hasTag('agenda-item', readable.history.state.value, 'drafting')) throw notAllowedNow('not-a-draft-now');
  const stored = await draftOf(app, readable.history.id);
  if (stored === null) throw notFound('draft');
  return { ...readable, stored };
}

/** A second press of "Send": the first has been recorded, and the item's page shows what came of it. */
async function alreadySent({ app, request, params }: ItemCall): Promise<string | null> {
  const { history } = await readableItem({ app, request, params });
  const { cause } = commandRequest(request);
  return history.records.some((record) => record.cause === cause) ? history.id : null;
}

const draftUse = ({ history, actor, directory }: ReadableItem, draft: DraftBody, rev: number): EditorUse => ({
  mode: 'draft',
  item: history.id,
  person: actor.person,
  action: `/punkter/${history.id}/rediger`,
  back: `/punkter/${history.id}`,
  draft,
  rev,
  sentBack: sentBackView(history, draft.content, directory),
});

const rowsIn = ({ clauses, bilag, subItems, steps }: EditorFields) => ({
  clauses: clauses.length,
  bilag: bilag.length,
  subItems: subItems.length,
  steps: steps.length,
});

const edit = operation({
  method: 'get',
  path: '/punkter/:id/rediger',
  access: 'session',
  schema: { params: OfItem, query: z.object({ plus: z.string().optional().catch(undefined) }) },
  async handler(call) {
    const { app, response, query } = call;
    const writable = await writableDraft(call);
    const { draft, fromVersion } = withCorrections(writable.history, writable.stored.body);
    const extra = (kind: string) => (query.plus === kind ? 1 : 0);
    await showEditor(app, response, writable.directory, {
      ...draftUse(writable, draft, writable.stored.rev),
      fromVersion,
      rows: {
        clauses: (draft.content.recommendation?.clauses.length ?? 0) + extra('clause'),
        bilag: draft.content.bilag.length + extra('bilag'),
        subItems: (draft.content.subItems?.length ?? 0) + extra('subItem'),
        steps: draft.plan.length + extra('step'),
      },
    });
  },
});

/** What is stored, read-only: what the editor shows beside one's own text after a conflict. */
const stored = operation({
  method: 'get',
  path: '/punkter/:id/kladde',
  access: 'session',
  schema: { params: OfItem },
  async handler(call) {
    const { stored, history, directory } = await writableDraft(call);
    renderFragment(call.response, 'editor-theirs', {
      by: personName(directory, stored.savedBy),
      moment: momentOf(stored.savedAt),
      title: stored.body.content.title,
      text: itemTextView(documentOf(history, stored.body.content)),
    });
  },
});

const save = operation({
  method: 'post',
  path: '/punkter/:id/rediger',
  access: 'session',
  takes: FORM_WITH_FILES,
  schema: { params: OfItem, body: EditorForm },
  handler: (call) => withEditorForm(call, (files, read) => answerForm(call, files, read)),
});

export const draftPages: readonly Operation[] = [edit, stored, save];

async function answerForm(asked: EditorCall & ItemCall, files: FormFiles, read: () => EditorForm): Promise<void> {
  const { app, request, response } = asked;
  const sent = await alreadySent(asked);
  if (sent) return response.redirect(303, `/punkter/${sent}`);
  const writable = await writableDraft(asked);
  const form = read();
  const { do: pressed, rev } = form;
  if (form.stored === 'yes') return finish(asked, { ...writable, draft: writable.stored.body, rev }, form);
  const typed = fieldsFromForm(form, withCorrections(writable.history, writable.stored.body).draft.content.sections);
  const whom = { owner: writable.history.id, by: writable.actor.person };
  const brought = (await pressFileButton(app, typed, { pressed, files, whom })) ?? {
    fields: pressRowButton(typed, pressed) ?? typed,
    problem: null,
  };
  const { fields, problem } = brought;
  const draft = draftFrom(fields);
  try {
    const saved = await saveDraftOf(app, commandRequest(request), { item: writable.history.id, rev, draft });
    if (problem !== null) {
      const use = { ...draftUse(writable, draft, saved.rev), problem, rows: rowsIn(fields) };
      return await showEditor(app, response.status(422), writable.directory, use);
    }
    return await finish(asked, { ...writable, draft, rev: saved.rev }, form);
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'draft-changed-elsewhere') throw error;
    response.status(412);
    await showConflict(asked, writable, draft, rowsIn(fields));
  }
}

/** The draft is stored at `rev`: what else the button asks for, and where to go. */
async function finish(
  { app, request, response }: EditorCall,
  writable: ReadableItem & { draft: DraftBody; rev: number },
  { do: pressed, ladderFrom }: EditorForm,
): Promise<void> {
  const { draft, rev } = writable;
  const item = writable.history.id;
  const editor = `/punkter/${item}/rediger`;
  if (pressed === 'send') {
    const [stop] = missingIn(draft).filter((hint) => STOPS.includes(hint));
    if (stop !== undefined) {
      const use = { ...draftUse(writable, draft, rev), problem: sentenceOf(stop) };
      return showEditor(app, response.status(409), writable.directory, use);
    }
    try {
      const sent = await submitItem.run(app, commandRequest(request), { item, rev });
      return response.redirect(303, withAfterParam(`/punkter/${item}`, sent));
    } catch (error) {
      if (!isRefusal(error) || error.status !== 409) throw error;
      const use = { ...draftUse(writable, draft, rev), problem: sentenceOf(error.code) };
      return showEditor(app, response.status(409), writable.directory, use);
    }
  }
  if (pressed === 'suggest-route') {
    const plan = suggestRoute(writable.directory, ladderFrom, draft.content);
    await saveDraftOf(app, commandRequest(request), { item, rev, draft: { ...draft, plan } });
    return response.redirect(303, `${editor}#sagsgang`);
  }
  const added = /^add-(section|clause|bilag|subItem|step)$/.exec(pressed)?.[1];
  const place = pressed === 'add-files' ? 'bilag' : /-(section|clause|bilag|subItem|step)/.exec(pressed)?.[1];
  const query = added && added !== 'section' ? `?plus=${added}` : '';
  response.redirect(303, `${editor}${query}${place ? `#rows-${place}` : ''}`);
}

async function showConflict(
  { app, response }: EditorCall,
  writable: ReadableItem,
  draft: DraftBody,
  rows: EditorUse['rows'],
): Promise<void> {
  const now = await draftOf(app, writable.history.id);
  if (now === null) throw notFound('draft');
  const by = personName(writable.directory, now.savedBy);
  await showEditor(app, response, writable.directory, {
    // With the newer revision in the form, pressing "Gem" again is the choice to keep one's own.
    ...draftUse(writable, draft, now.rev),
    rows,
    conflict: { by, at: momentOf(now.savedAt) },
  });
}
