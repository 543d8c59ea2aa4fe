/**
 * The pages about one person, office, organ or delegation: shown, changed, saved. What somebody else has changed meanwhile, and what
 * the change means for items under way, is shown before anything is written.
 */

import type { Response } from 'express';
import { z } from 'zod';
import type { Actor } from '#src/auth/actor.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { App } from '#src/context.ts';
import { isRefusal, notFound, type Refusal } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { revisionsOf } from '#src/queries/people-changes.ts';
import { hashJson } from '#src/store/record.ts';
import { sentenceOf } from '#src/words/words.ts';
import { form } from '../../body.ts';
import { noteSavedRecord } from '../../note-saved-record.ts';
import { type Operation, operation } from '../../operation.ts';
import { recordId } from '../../path-params.ts';
import { refusedStatus } from '../../refused-status.ts';
import { renderPage } from '../../render.ts';
import { adminTabs } from './admin-tabs.ts';
import { previewImpact } from './preview-impact.ts';
import { changedBy, changesView, type Difference, differences, MOST_CHANGES } from './record-changes.ts';
import {
  errorsOf,
  type FieldErrors,
  type Fields,
  NO_ERRORS,
  pressRowButton,
  type RecordForm,
  recordForm,
} from './record-fields.ts';
import type { RecordKind } from './record-kind.ts';

/** Rows with all their fields: an organ's 400 members. */
const RECORD_FORM = form({ limit: '512kb', fields: 4_000 });

/** A record on its page: as it stands, and as the form has it. */
interface At<T> {
  id: string;
  /** Null for a new record. */
  row: T | null;
  /** The revision that was read; null for a new record. */
  rev: number | null;
  fields: Fields;
  directory: Directory;
}

/** What the page says about a press of a button. */
interface FormMessages {
  errors?: FieldErrors;
  /** A refusal that belongs to no field. */
  problem?: { text: string; lift: string };
  conflict?: { by: string; at: string; lines: Difference[] };
  warnings?: string[];
  /** Names the warnings that are accepted by pressing again. */
  confirm?: string;
  notSaved?: boolean;
  saved?: boolean;
}

/** Who asks, and about which kind of record. */
interface Page<T extends { id: string; rev: number }> {
  app: App;
  actor: Actor;
  response: Response;
  kind: RecordKind<T>;
}

const baseOf = ({ path }: { path: string }) => `/drift/${path}`;

/** Read anew: an administrator wants to see what stands, and a revision must be the newest. */
async function recordOf<T extends { id: string; rev: number }>(
  { app, kind }: Pick<Page<T>, 'app' | 'kind'>,
  id: string,
): Promise<{ directory: Directory; row: T }> {
  const directory = await app.directory.refresh();
  const row = kind.find(directory, id);
  if (row === undefined) throw notFound(kind.prefix);
  return { directory, row };
}

async function show<T extends { id: string; rev: number }>(
  { app, kind, response }: Page<T>,
  at: At<T>,
  messages: FormMessages = {},
): Promise<void> {
  const { row, directory, fields } = at;
  const now = await app.clock.now();
  const {
    errors = NO_ERRORS,
    problem,
    conflict,
    warnings = [],
    confirm = '',
    notSaved = false,
    saved = false,
  } = messages;
  const revisions = row === null ? [] : await revisionsOf<T>(app.connection, kind.table, row.id, MOST_CHANGES);
  const [last] = revisions;
  const base = baseOf(kind);
  renderPage(response, kind.template, {
    title: kind.heading(row, directory),
    ...adminTabs(kind.path),
    back: base,
    action: `${base}/${row?.id ?? 'ny'}`,
    isNew: row === null,
    id: at.id,
    rev: at.rev ?? '',
    saved,
    wrong: Object.keys(errors.text).length + Object.keys(errors.rows).length > 0,
    problem,
    conflict,
    warnings,
    confirm,
    notSaved,
    changed: last && { by: changedBy(last.by, directory), at: momentOf(last.at) },
    changes: changesView(kind, revisions, directory, now),
    ...(await kind.props(app, { row, fields, errors, directory, now })),
  });
}

async function save<T extends { id: string; rev: number }>(
  page: Page<T>,
  { fields, ...sent }: RecordForm,
  idInAddress: string | null,
): Promise<void> {
  const { app, kind, response, actor } = page;
  const now = await app.clock.now();
  const { row, directory } =
    idInAddress === null ? { row: null, directory: await app.directory.refresh() } : await recordOf(page, idInAddress);
  const at: At<T> = {
    id: row?.id ?? sent.id ?? app.ids.next(kind.prefix),
    row,
    rev: row && sent.rev,
    fields,
    directory,
  };

  const pressed = pressRowButton(fields, sent.do, kind.blankRow(now));
  if (pressed) return show(page, { ...at, fields: pressed }, { notSaved: true });

  const input = { ...kind.toInput(fields, row, directory), id: at.id, rev: at.rev };
  const warnings = row === null || row.rev === at.rev ? await warningsOf(page, at, input, now) : [];
  const confirm = hashJson([JSON.stringify(input), warnings]);
  if (warnings.length > 0 && sent.confirm !== confirm) return show(page, at, { warnings, confirm });
  try {
    const saved = noteSavedRecord(page, kind.table, await kind.save(app, input, actor.person));
    response.redirect(303, `${baseOf(kind)}/${saved.id}?gemt=1`);
  } catch (error) {
    if (!isRefusal(error) || error.status >= 500) throw error;
    await refused(page, at, error);
  }
}

async function warningsOf<T extends { id: string; rev: number }>(
  { app, kind }: Page<T>,
  { directory }: At<T>,
  input: Record<string, unknown>,
  now: Date,
): Promise<string[]> {
  const row = kind.row.safeParse({ ...input, rev: 1 });
  return row.success ? previewImpact(app, directory, kind.table, row.data, now) : [];
}

async function refused<T extends { id: string; rev: number }>(
  page: Page<T>,
  at: At<T>,
  refusal: Refusal,
): Promise<void> {
  if (refusal.code === 'row-changed' || refusal.code === 'id-in-use') return conflict(page, at);
  const errors = errorsOf(refusal, page.kind.errors, at.fields.rows);
  refusedStatus(page.response, refusal);
  await show(page, at, errors ? { errors } : { problem: sentenceOf(refusal.code) });
}

/** Somebody was first: both are shown. Where both are the same the button was pressed twice, and all is done. */
async function conflict<T extends { id: string; rev: number }>(page: Page<T>, at: At<T>): Promise<void> {
  const { app, kind, response } = page;
  const { row, directory } = await recordOf(page, at.id);
  const theirs = kind.lines(kind.toFields(row, await app.clock.now()), directory);
  const lines = differences(kind.lines(at.fields, directory), theirs);
  if (lines.length === 0) return response.redirect(303, `${baseOf(kind)}/${row.id}?gemt=1`);
  const [change] = await revisionsOf<T>(app.connection, kind.table, row.id, 1);
  const by = changedBy(change?.by ?? null, directory);
  response.status(412);
  // With the newer revision in the form, pressing "Gem" again is the choice to keep one's own.
  const mine = { ...at, row, rev: row.rev, directory };
  await show(page, mine, { conflict: { by, at: change ? momentOf(change.at) : '', lines } });
}

/** The pages about records of one kind. */
export function recordPages<T extends { id: string; rev: number }>(kind: RecordKind<T>): readonly Operation[] {
  const base = baseOf(kind);
  const access = { role: 'admin' } as const;
  const params = z.object({ id: recordId(kind.prefix) });
  const query = z.object({ gemt: z.literal('1').optional().catch(undefined) });
  const body = recordForm(kind.names, kind.prefix);
  return [
    operation({
      method: 'get',
      path: `${base}/ny`,
      access,
      async handler(call) {
        const { app } = call;
        const directory = await app.directory.refresh();
        const fields = kind.toFields(null, await app.clock.now());
        const at: At<T> = { id: app.ids.next(kind.prefix), row: null, rev: null, fields, directory };
        await show({ ...call, kind }, at);
      },
    }),
    operation({
      method: 'post',
      path: `${base}/ny`,
      access,
      takes: RECORD_FORM,
      schema: { body },
      handler: (call) => save({ ...call, kind }, call.body, null),
    }),
    operation({
      method: 'get',
      path: `${base}/:id`,
      access,
      schema: { params, query },
      async handler(call) {
        const page = { ...call, kind };
        const { directory, row } = await recordOf(page, call.params.id);
        const fields = kind.toFields(row, await call.app.clock.now());
        await show(page, { id: row.id, row, rev: row.rev, fields, directory }, { saved: call.query.gemt === '1' });
      },
    }),
    operation({
      method: 'post',
      path: `${base}/:id`,
      access,
      takes: RECORD_FORM,
      schema: { params, body },
      handler: (call) => save({ ...call, kind }, call.body, call.params.id),
    }),
  ];
}
