/**
 * The pages about one person, office, organ or delegation: shown, changed, saved. What somebody else has changed meanwhile, and what
 * the change means for items under way, is shown before anything is written.
 */
import express, { type Request, type Response, Router } from 'express';
import type { App } from '#src/app/app.ts';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import { isRefusal, notFound } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import type { PeopleDeps } from '#src/people/save-row.ts';
import { hashJson } from '#src/store/record.ts';
import { lastChange, type PeopleTable } from '#src/views/people-changes.ts';
import { consequencesOf } from '#src/views/people-consequences.ts';
import { waitingByOffice } from '#src/views/people-offices.ts';
import { momentOf } from '../dates.ts';
import { fieldsOf } from '../form.ts';
import { namesIn } from '../names.ts';
import { renderPage } from '../render.ts';
import { sentenceOf } from '../words.ts';
import { consequenceLines } from './consequence-lines.ts';
import {
  type ErrorMap,
  errorsOf,
  type FieldErrors,
  type FieldNames,
  type Fields,
  fieldsFromForm,
  NO_ERRORS,
  pressRowButton,
  type Row,
} from './record-fields.ts';

/** One line of what stands in a record, for comparing two of them. */
export interface Line {
  label: string;
  value: string;
}

/** What a form needs to know of its kind of record. */
export interface RecordKind<T extends { id: string; rev: number }> {
  /** The address under `/drift`, the table and the prefix of ids. */
  path: string;
  table: PeopleTable;
  prefix: string;
  template: string;
  names: FieldNames;
  errors: ErrorMap;
  headings: { create: string; edit(row: T): string };
  blankRow(now: Date): Row;
  find(directory: Directory, id: string): T | undefined;
  /** @param row null for a new record; `query` what its address suggests */
  toFields(row: T | null, now: Date, query: Record<string, unknown>): Fields;
  /** @param row the record as it stands, for what the form does not show */
  toInput(fields: Fields, row: T | null, directory: Directory): Record<string, unknown>;
  save(deps: PeopleDeps, input: unknown, by: string): Promise<T>;
  /** The directory as it would be; null when the input is not fit for that. */
  preview(directory: Directory, input: Record<string, unknown>): Directory | null;
  lines(fields: Fields, directory: Directory): Line[];
  /** What the template needs beside the common. */
  props(app: App, shown: Shown<T>): Promise<Record<string, unknown>>;
}

export interface Shown<T> {
  row: T | null;
  fields: Fields;
  errors: FieldErrors;
  directory: Directory;
  now: Date;
}

/** Rows with all their fields: an organ's 400 members. */
const longForm = express.urlencoded({ extended: false, limit: '512kb', parameterLimit: 4_000 });

interface Said {
  errors?: FieldErrors;
  /** A refusal that belongs to no field. */
  problem?: { text: string; lift: string };
  conflict?: { by: string; at: string; lines: { label: string; mine: string; theirs: string }[] };
  warnings?: string[];
  confirm?: string;
  notSaved?: boolean;
  rev?: number;
}

export function recordRoutes<T extends { id: string; rev: number }>(app: App, kind: RecordKind<T>): Router {
  const router = Router();
  const base = `/drift/${kind.path}`;
  const idPattern = new RegExp(`^${kind.prefix}-[0-9a-z]{19}$`);

  /** Read anew: an administrator wants to see what stands, and a row's revision must be the newest. */
  async function standing(id: string | null): Promise<{ directory: Directory; row: T | null }> {
    const directory = await app.directory.refresh();
    if (id === null) return { directory, row: null };
    const row = kind.find(directory, id);
    if (row === undefined) throw notFound(kind.prefix);
    return { directory, row };
  }

  async function show(
    request: Request,
    response: Response,
    at: { row: T | null; directory: Directory; fields: Fields; id: string },
    said: Said = {},
  ): Promise<void> {
    const { row, directory, fields, id } = at;
    const now = await app.clock.now();
    const errors = said.errors ?? NO_ERRORS;
    const change = row && (await lastChange(app.connection, kind.table, row.id));
    const count = Object.keys(errors.text).length + Object.keys(errors.rows).length;
    renderPage(response, kind.template, {
      title: row ? kind.headings.edit(row) : kind.headings.create,
      tab: kind.path,
      action: row ? `${base}/${row.id}` : `${base}/ny`,
      isNew: row === null,
      id,
      rev: said.rev ?? row?.rev ?? '',
      saved: request.method === 'GET' && request.query.gemt === '1',
      problem: said.problem ?? null,
      wrong: count > 0,
      conflict: said.conflict ?? null,
      warnings: said.warnings ?? [],
      confirm: said.confirm ?? '',
      notSaved: said.notSaved === true,
      changed: change && {
        by: change.by === null ? 'driften' : namesIn(directory).person(change.by),
        at: momentOf(change.at),
      },
      ...(await kind.props(app, { row, fields, errors, directory, now })),
    });
  }

  const shownNew = async (request: Request, response: Response) => {
    const { directory } = await standing(null);
    const fields = kind.toFields(null, await app.clock.now(), request.query);
    await show(request, response, { row: null, directory, fields, id: app.ids.next(kind.prefix) });
  };

  async function save(request: Request, response: Response, idInAddress: string | null): Promise<void> {
    const form = fieldsOf(request);
    const typed = fieldsFromForm(kind.names, form);
    const { directory, row } = await standing(idInAddress);
    // A new record's id comes with the form, so that a button pressed twice makes one record.
    const given = typeof form.id === 'string' && idPattern.test(form.id) ? form.id : app.ids.next(kind.prefix);
    const id = row?.id ?? given;
    const now = await app.clock.now();
    const pressed = pressRowButton(typed, String(form.do ?? ''), kind.blankRow(now));
    const rev = row === null ? null : Number(form.rev);
    const kept = row === null ? {} : { rev: Number(form.rev) };
    if (pressed) return show(request, response, { row, directory, fields: pressed, id }, { notSaved: true, ...kept });

    const input = { ...kind.toInput(typed, row, directory), id, rev };
    const unchanged = row === null || row.rev === rev;
    const after = unchanged ? kind.preview(directory, input) : null;
    const warnings = after
      ? consequenceLines(consequencesOf(directory, after, await waitingByOffice(app), now), directory)
      : [];
    const confirm = hashJson([input, warnings]);
    if (warnings.length > 0 && form.confirm !== confirm) {
      return show(request, response, { row, directory, fields: typed, id }, { warnings, confirm, ...kept });
    }
    try {
      const saved = await kind.save(app, input, actorOrRefuse(request).person);
      return response.redirect(303, `${base}/${saved.id}?gemt=1`);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const fresh = await standing(row === null && error.code !== 'id-in-use' ? null : id);
      const at = { ...fresh, fields: typed, id };
      if (error.code === 'row-changed' || error.code === 'id-in-use') return conflict(request, response, at, now);
      const errors = errorsOf(error, kind.errors, typed.rows);
      if (errors === null && error.status >= 500) throw error;
      response.status(error.status);
      const said = errors ? { errors } : { problem: sentenceOf(error.code) };
      return show(request, response, at, { ...said, ...kept });
    }
  }

  /** Somebody was first: both are shown. Who wrote the same has been pressed twice, and is done. */
  async function conflict(
    request: Request,
    response: Response,
    at: { row: T | null; directory: Directory; fields: Fields; id: string },
    now: Date,
  ): Promise<void> {
    const { row, directory, fields } = at;
    if (row === null) throw notFound(kind.prefix);
    const theirs = kind.lines(kind.toFields(row, now, {}), directory);
    const different = compare(kind.lines(fields, directory), theirs);
    if (different.length === 0) return response.redirect(303, `${base}/${row.id}?gemt=1`);
    const change = await lastChange(app.connection, kind.table, row.id);
    const by = change?.by ? namesIn(directory).person(change.by) : 'driften';
    response.status(412);
    // With the newer revision in the form, pressing "Gem" again is the choice to keep one's own.
    await show(request, response, at, {
      conflict: { by, at: change ? momentOf(change.at) : '', lines: different },
      rev: row.rev,
    });
  }

  router.get(`${base}/ny`, shownNew);
  router.post(`${base}/ny`, longForm, (request, response) => save(request, response, null));
  router.get(`${base}/:id`, async (request, response) => {
    const { directory, row } = await standing(request.params.id);
    const fields = kind.toFields(row, await app.clock.now(), {});
    await show(request, response, { row, directory, fields, id: request.params.id });
  });
  router.post(`${base}/:id`, longForm, (request, response) => save(request, response, request.params.id));
  return router;
}

/** The lines that differ, by label; a line that only one side has stands against nothing. */
function compare(mine: readonly Line[], theirs: readonly Line[]): { label: string; mine: string; theirs: string }[] {
  const [ours, others] = [mine, theirs].map((lines) => new Map(lines.map(({ label, value }) => [label, value])));
  const labels = [...new Set([...mine, ...theirs].map(({ label }) => label))];
  return labels
    .map((label) => ({ label, mine: ours?.get(label) ?? '–', theirs: others?.get(label) ?? '–' }))
    .filter((line) => line.mine !== line.theirs);
}
