/** Renders the editor's page in one of its three uses. */
import type { Response } from 'express';
import type { App } from '#src/context.ts';
import type { DraftBody } from '#src/documents/draft-body.ts';
import { uploadedFor } from '#src/files/attach.ts';
import { ACCEPTED_ENDINGS } from '#src/files/kinds.ts';
import type { Directory } from '#src/people/directory.ts';
import { withReadings } from '#src/queries/text-reading.ts';
import { sentenceOf, word } from '#src/words/words.ts';
import { newRequestId } from '../../form.ts';
import { renderPage } from '../../render.ts';
import { renditionsFor } from '../files/rendition-view.ts';
import { editorScript, itemStyle } from '../item/item-assets.ts';
import type { sentBackView } from '../item/seen-before-view.ts';
import { type EditorFiles, type EditorRows, editorProps } from './editor-props.ts';

export interface EditorUse {
  /** `draft` is saved while typing; `correct` (the approver) and `amend` (under way) become a new version when sent. */
  mode: 'draft' | 'correct' | 'amend';
  item: string;
  person: string;
  /** Where the form goes, and the page that "Fortryd" goes back to. */
  action: string;
  back: string;
  draft: DraftBody;
  /** Revision of the draft; 0 where there is none. */
  rev: number;
  /** Fields that travel with the form: what was read, or nothing. */
  hidden?: Record<string, string | number>;
  rows?: EditorRows;
  /** What stands above the form. */
  problem?: { text: string; lift: string } | null;
  conflict?: { by: string; at: string } | null;
  fromVersion?: number | null;
  /** Why a draft came back, and what has been changed since. */
  sentBack?: ReturnType<typeof sentBackView>;
  requestId?: string;
}

/** Where the item's files are, and what has been made of those that were brought for it. */
async function filesInEditor(app: App, { item, draft }: EditorUse): Promise<EditorFiles> {
  const named = draft.content.bilag.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const brought = await uploadedFor(app, item, named);
  const own = named.filter(({ hash }) => brought.has(hash));
  return {
    opens: `/punkter/${item}/filer`,
    renditionsAt: `/punkter/${item}/gengivelser`,
    renditions: await withReadings(app, item, own, await renditionsFor(app, own)),
  };
}

/** What the page says of files, and what its script needs to know. */
function filesView(response: Response, item: string, { opens, renditionsAt }: EditorFiles) {
  const megabytes = Number(response.app.get('maxFileMegabytes'));
  const { text, lift } = sentenceOf('file-too-large');
  return {
    upload: opens,
    pieces: `/punkter/${item}/overfoersler`,
    opens,
    renditionsAt,
    megabytes,
    maxBytes: megabytes * 1024 * 1024,
    tooLarge: `${text} Den må højst fylde ${megabytes} MB. ${lift}`,
    accept: ACCEPTED_ENDINGS,
  };
}

export async function showEditor(app: App, response: Response, directory: Directory, use: EditorUse): Promise<void> {
  const files = await filesInEditor(app, use);
  const rows = use.rows ?? { clauses: 1, bilag: 0, subItems: 0, steps: 0 };
  const props = editorProps(use.draft, directory, rows, files);
  const title = use.draft.content.title || word('print', 'untitled');
  renderPage(response, 'editor-page', {
    ...props,
    title: use.mode === 'draft' ? `Rediger: ${title}` : `Ret: ${title}`,
    heading: title,
    files: filesView(response, use.item, files),
    copies: { copyTo: `/punkter/${use.item}/kopier` },
    isDraft: use.mode === 'draft',
    isCorrection: use.mode === 'correct',
    isAmendment: use.mode === 'amend',
    item: use.item,
    action: use.action,
    back: use.back,
    rev: use.rev,
    saveUrl: use.mode === 'draft' ? `/api/v1/items/${use.item}/draft` : '',
    theirsUrl: use.mode === 'draft' ? `/punkter/${use.item}/kladde` : '',
    hidden: Object.entries(use.hidden ?? {}).map(([name, value]) => ({ name, value })),
    problem: use.problem ?? null,
    conflict: use.conflict ?? null,
    fromVersion: use.fromVersion ?? null,
    sentBack: use.sentBack ?? null,
    requestId: use.requestId ?? newRequestId(),
    scripts: [await editorScript()],
    styles: [await itemStyle()],
    // The layout's own `person` is who is signed in; this page's is an id for the browser's local copy.
    writer: use.person,
  });
}
