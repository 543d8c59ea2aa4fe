/**
 * The pages about one person, office, organ or delegation: shown, changed, saved. What somebody else has changed meanwhile, and what
 * the change means for items under way, is shown before anything is written.
 */
import express, { type Request, type Response, Router } from 'express';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { App } from '#src/context.ts';
import { isRefusal, notFound, type Refusal } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { lastChange } from '#src/queries/people-changes.ts';
import { hashJson } from '#src/store/record.ts';
import { namesIn } from '#src/words/names.ts';
import { sentenceOf } from '#src/words/words.ts';
import { fieldsOf } from '../../form.ts';
import { renderPage } from '../../render.ts';
import { adminTabs } from './admin-tabs.ts';
import { previewImpact } from './preview-impact.ts';
import { errorsOf, type FieldErrors, type Fields, fieldsFromForm, NO_ERRORS, pressRowButton } from './record-fields.ts';
import type { Line, RecordKind } from './record-kind.ts';

/** Rows with all their fields: an organ's 400 members. */
const longForm = express.urlencoded({ extended: false, limit: '512kb', parameterLimit: 4_000 });

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
}

interface Difference {
  label: string;
  mine: string;
  theirs: string;
}

export function recordRoutes<T extends { id: string; rev: number }>(app: App, kind: RecordKind<T>): Router {
  const router = Router();
  const base = `/drift/${kind.path}`;
  const newId = new RegExp(`^${kind.prefix}-[0-9a-z]{19}$`);

  /** Read anew: an administrator wants to see what stands, and a revision must be the newest. */
  async function standing(id: string): Promise<{ directory: Directory; row: T }> {
    const directory = await app.directory.refresh();
    const row = kind.find(directory, id);
    if (row === undefined) throw notFound(kind.prefix);
    return { directory, row };
  }

  async function show(request: Request, response: Response, at: At<T>, said: FormMessages = {}): Promise<void> {
    const { row, directory, fields } = at;
    const now = await app.clock.now();
    const { errors = NO_ERRORS, problem, conflict, warnings = [], confirm = '', notSaved = false } = said;
    const change = row && (await lastChange(app.connection, kind.table, row.id));
    renderPage(response, kind.template, {
      title: kind.heading(row, directory),
      ...adminTabs(kind.path),
      back: base,
      action: `${base}/${row?.id ?? 'ny'}`,
      isNew: row === null,
      id: at.id,
      rev: at.rev ?? '',
      saved: request.method === 'GET' && request.query.gemt === '1',
      wrong: Object.keys(errors.text).length + Object.keys(errors.rows).length > 0,
      problem,
      conflict,
      warnings,
      confirm,
      notSaved,
      changed: change && { by: changedBy(change.by, directory), at: momentOf(change.at) },
      ...(await kind.props(app, { row, fields, errors, directory, now })),
    });
  }

  async function save(request: Request, response: Response, idInAddress: string | null): Promise<void> {
    const form = fieldsOf(request);
    const fields = fieldsFromForm(kind.names, form);
    const now = await app.clock.now();
    const { row, directory } =
      idInAddress === null ? { row: null, directory: await app.directory.refresh() } : await standing(idInAddress);
    // A new record's id comes with its form, so that a button pressed twice makes one record.
    const given = typeof form.id === 'string' && newId.test(form.id) ? form.id : app.ids.next(kind.prefix);
    const at: At<T> = { id: row?.id ?? given, row, rev: row && Number(form.rev), fields, directory };

    const pressed = pressRowButton(fields, String(form.do ?? ''), kind.blankRow(now));
    if (pressed) return show(request, response, { ...at, fields: pressed }, { notSaved: true });

    const input = { ...kind.toInput(fields, row, directory), id: at.id, rev: at.rev };
    const warnings = row === null || row.rev === at.rev ? await warningsOf(at, input, now) : [];
    const confirm = hashJson([JSON.stringify(input), warnings]);
    if (warnings.length > 0 && form.confirm !== confirm) return show(request, response, at, { warnings, confirm });
    try {
      const saved = await kind.save(app, input, actorOrRefuse(request).person);
      response.redirect(303, `${base}/${saved.id}?gemt=1`);
    } catch (error) {
      if (!isRefusal(error) || error.status >= 500) throw error;
      await refused(request, response, at, error);
    }
  }

  async function warningsOf({ directory }: At<T>, input: Record<string, unknown>, now: Date): Promise<string[]> {
    const row = kind.row.safeParse({ ...input, rev: 1 });
    return row.success ? previewImpact(app, directory, kind.table, row.data, now) : [];
  }

  async function refused(request: Request, response: Response, at: At<T>, refusal: Refusal): Promise<void> {
    if (refusal.code === 'row-changed' || refusal.code === 'id-in-use') return conflict(request, response, at);
    const errors = errorsOf(refusal, kind.errors, at.fields.rows);
    response.status(refusal.status);
    await show(request, response, at, errors ? { errors } : { problem: sentenceOf(refusal.code) });
  }

  /** Somebody was first: both are shown. Where both are the same the button was pressed twice, and all is done. */
  async function conflict(request: Request, response: Response, at: At<T>): Promise<void> {
    const { row, directory } = await standing(at.id);
    const theirs = kind.lines(kind.toFields(row, await app.clock.now(), {}), directory);
    const lines = differences(kind.lines(at.fields, directory), theirs);
    if (lines.length === 0) return response.redirect(303, `${base}/${row.id}?gemt=1`);
    const change = await lastChange(app.connection, kind.table, row.id);
    const by = changedBy(change?.by ?? null, directory);
    response.status(412);
    // With the newer revision in the form, pressing "Gem" again is the choice to keep one's own.
    const mine = { ...at, row, rev: row.rev, directory };
    await show(request, response, mine, { conflict: { by, at: change ? momentOf(change.at) : '', lines } });
  }

  router.get(`${base}/ny`, async (request, response) => {
    const directory = await app.directory.refresh();
    const fields = kind.toFields(null, await app.clock.now(), request.query);
    await show(request, response, { id: app.ids.next(kind.prefix), row: null, rev: null, fields, directory });
  });
  router.post(`${base}/ny`, longForm, (request, response) => save(request, response, null));
  router.get(`${base}/:id`, async (request, response) => {
    const { directory, row } = await standing(request.params.id);
    const fields = kind.toFields(row, await app.clock.now(), {});
    await show(request, response, { id: row.id, row, rev: row.rev, fields, directory });
  });
  router.post(`${base}/:id`, longForm, (request, response) => save(request, response, String(request.params.id)));
  return router;
}

const changedBy = (person: string | null, directory: Directory) =>
  person === null ? 'driften' : namesIn(directory).person(person);

/** The lines that are not the same, by label; a line that only one side has stands against nothing. */
function differences(mine: readonly Line[], theirs: readonly Line[]): Difference[] {
  const valueIn = (lines: readonly Line[], label: string) => lines.find((line) => line.label === label)?.value || '–';
  const labels = [...new Set([...mine, ...theirs].map(({ label }) => label))];
  return labels
    .map((label) => ({ label, mine: valueIn(mine, label), theirs: valueIn(theirs, label) }))
    .filter((line) => line.mine !== line.theirs);
}
