/** The fields of a form: texts, and rows (`steps[0][who]`, `steps[1][who]` and so on, as qs reads them) with one schema for each row. */
import { z } from 'zod';

/** How many rows a form may have where it says nothing else: as many as an item may have bilag. What is stored has its own limits. */
export const MOST_ROWS = 200;

const INDEX = /^(?:0|[1-9]\d{0,8})$/;

/**
 * @param value what qs made of the rows: a list, or an object with the rows' numbers as names where a number is high
 * @returns the rows in the order of their numbers, which may have gaps; none where the form has none. What is neither list nor
 *   such an object comes back as it is, for a schema to refuse.
 */
export function rowsIn(value: unknown): unknown {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  // JavaScript lists whole numbers among an object's names first, and in their order.
  return Object.keys(value).every((name) => INDEX.test(name)) ? Object.values(value) : value;
}

/** A list of rows, each of which fits `row`. More than `most` do not fit. */
export const rows = <Row extends z.ZodType>(row: Row, most = MOST_ROWS) => z.preprocess(rowsIn, z.array(row).max(most));

/** A text field of a form; one that did not come is empty. */
export const typed = z.string().default('');

/** What was typed in a field, to be shown again; nothing where it is no text. */
export const textIn = (fields: Readonly<Record<string, unknown>>, name: string): string =>
  typeof fields[name] === 'string' ? fields[name] : '';

/** Without the empty fields, which a form sends too: they say nothing. For `z.preprocess`. */
export const withoutBlanks = (fields: unknown): unknown =>
  Object.fromEntries(Object.entries(Object(fields)).filter(([, value]) => value !== ''));
