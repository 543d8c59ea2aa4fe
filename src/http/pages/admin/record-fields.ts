/** The fields of a form about a person, office, organ or delegation: as typed, from the request, and with their errors. Pure. */
import { z } from 'zod';
import { isRefusal, type Refusal } from '#src/errors.ts';
import { hasSentence, hasWord, sentenceOf, word } from '#src/words/words.ts';
import { rows } from '../../rows.ts';

export type Row = Readonly<Record<string, string>>;

/** What stands in a form: single fields, choices of several, and rows that can be added to. All of it text. */
export interface Fields {
  text: Readonly<Record<string, string>>;
  lists: Readonly<Record<string, readonly string[]>>;
  rows: readonly Row[];
}

/** The names that a form has; a row's fields are called `rows[0][<column>]`, the choices of a list `<list>[]`. */
export interface FieldNames {
  text: readonly string[];
  lists: readonly string[];
  columns: readonly string[];
}

/** More than an organ may have members: what is too much for a record is said at its field. */
const MOST_RECORD_ROWS = 500;
const Text = z.string().trim().default('');
const shapeOf = <Schema extends z.ZodType>(names: readonly string[], schema: Schema): Record<string, Schema> =>
  Object.fromEntries(names.map((name) => [name, schema]));

/** What a form sends beside the record's fields. @param prefix what the record's ids begin with */
const buttons = (prefix: string) =>
  z.object({
    /** A new record's id, made with its form: so a button pressed twice makes one record. */
    id: z
      .string()
      .regex(new RegExp(`^${prefix}-[0-9a-z]{19}$`))
      .optional()
      .catch(undefined),
    /** The revision that was read. */
    rev: z.coerce.number().catch(Number.NaN),
    /** The button that was pressed. */
    do: z.string().catch(''),
    /** Names the warnings that were seen. */
    confirm: z.string().optional().catch(undefined),
  });

export type RecordForm = z.infer<ReturnType<typeof buttons>> & { fields: Fields };

/** The form about a record: a field that did not come is empty, and what no such form sends does not fit. */
export function recordForm({ text, lists, columns }: FieldNames, prefix: string): z.ZodType<RecordForm> {
  const Texts = z.object(shapeOf(text, Text));
  const Lists = z.object(shapeOf(lists, rows(z.string().trim())));
  const Rows = z.object({ rows: rows(z.strictObject(shapeOf(columns, Text)), MOST_RECORD_ROWS) });
  const flat = z.intersection(z.intersection(Texts, Lists), z.intersection(Rows, buttons(prefix)));
  return flat.transform(({ id, rev, do: pressed, confirm, rows: listed, ...others }) => ({
    id,
    rev,
    do: pressed,
    confirm,
    fields: { text: picked<string>(others, text), lists: picked<string[]>(others, lists), rows: listed },
  }));
}

const picked = <Value>(from: Record<string, unknown>, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, from[name] as Value]));

/**
 * Does what a row's button says: `add`, `up-2`, `down-0`, `remove-3`.
 * @param blank what a new row begins with
 * @returns null when `pressed` is no row's button
 */
export function pressRowButton(fields: Fields, pressed: string, blank: Row): Fields | null {
  const [, verb, place] = /^(add|up|down|remove)(?:-(\d{1,4}))?$/.exec(pressed) ?? [];
  if (verb === undefined) return null;
  const rows = [...fields.rows];
  const at = Number(place ?? rows.length);
  const other = verb === 'up' ? at - 1 : at + 1;
  if (verb === 'add') rows.push(blank);
  else if (verb === 'remove') rows.splice(at, 1);
  else {
    const [one, two] = [rows[at], rows[other]];
    if (one && two) [rows[at], rows[other]] = [two, one];
  }
  return { ...fields, rows };
}

/** What is wrong: a sentence per field, and per row and column. */
export interface FieldErrors {
  text: Record<string, string>;
  rows: Record<number, Record<string, string>>;
}
export const NO_ERRORS: FieldErrors = { text: {}, rows: {} };

/** Where a rule's sentence belongs. */
type RulePlace = { field: string } | { column: string; row(row: Row, details: Record<string, unknown>): boolean };

/** A refused save, at the fields. */
export interface ErrorMap {
  /** The rows' name in the saved record. */
  rowsName: string;
  /** Fields of the saved record that the form calls something else. */
  renamed: Readonly<Record<string, string>>;
  rules: Readonly<Record<string, RulePlace>>;
}

/** @returns null for a refusal that belongs to no field of this form */
export function errorsOf(error: unknown, map: ErrorMap, rows: readonly Row[]): FieldErrors | null {
  if (!isRefusal(error)) return null;
  if (error.code === 'bad-input') return badFields(error, map);
  const place = map.rules[error.code];
  if (!place) return null;
  const { text } = sentenceOf(error.code);
  if ('field' in place) return { text: { [place.field]: text }, rows: {} };
  const wrong = [...rows.entries()].filter(([, row]) => place.row(row, error.details));
  return { text: {}, rows: Object.fromEntries(wrong.map(([index]) => [index, { [place.column]: text }])) };
}

function badFields({ details }: Refusal, { rowsName, renamed }: ErrorMap): FieldErrors {
  const errors: FieldErrors = { text: {}, rows: {} };
  const issues = Array.isArray(details.issues) ? (details.issues as { path: PropertyKey[]; message: string }[]) : [];
  for (const { path: places, message: rule } of issues) {
    const steps = places.map(String);
    const path = steps.join('.');
    const last = steps.findLast((step) => !/^\d+$/.test(step)) ?? '';
    const sentence = hasSentence(rule) ? sentenceOf(rule).text : null;
    if (steps[0] === rowsName && steps.length > 1) {
      // A rule about the row as a whole is about its period.
      const column = steps.length === 2 ? 'to' : last;
      errors.rows[Number(steps[1])] ??= {};
      Object.assign(errors.rows[Number(steps[1])] ?? {}, { [column]: sentence ?? word('recordErrors', column) });
      continue;
    }
    const field = renamed[path] ?? renamed[steps[0] ?? ''] ?? (path === '' ? 'validTo' : last);
    errors.text[field] = sentence ?? word('recordErrors', hasWord('recordErrors', field) ? field : last);
  }
  return errors;
}
