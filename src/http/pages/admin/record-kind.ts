/** What the pages about a person, office, organ or delegation need to know of their kind of record. */

import type { z } from 'zod';
import type { SubstituteDeps } from '#src/commands/people/name-substitute.ts';
import type { App } from '#src/context.ts';
import type { Directory, PeopleTable } from '#src/people/directory.ts';
import type { ErrorMap, FieldErrors, FieldNames, Fields, Row } from './record-fields.ts';

/** One line of what stands in a record, for comparing two of them. */
export interface Line {
  label: string;
  value: string;
}

interface Shown<T> {
  /** Null for a new record. */
  row: T | null;
  fields: Fields;
  errors: FieldErrors;
  directory: Directory;
  now: Date;
}

export interface RecordKind<T extends { id: string; rev: number }> {
  /** The address under `/drift`. */
  path: string;
  table: PeopleTable;
  row: z.ZodType<T>;
  /** What its ids begin with. */
  prefix: string;
  template: string;
  names: FieldNames;
  errors: ErrorMap;
  /** @param row null for a new record */
  heading(row: T | null, directory: Directory): string;
  blankRow(now: Date): Row;
  find(directory: Directory, id: string): T | undefined;
  /** @param row null for a new record */
  toFields(row: T | null, now: Date): Fields;
  /** @param row the record as it stands, for what the form does not show */
  toInput(fields: Fields, row: T | null, directory: Directory): Record<string, unknown>;
  /** @throws Refusal, as the save command does */
  save(deps: SubstituteDeps, input: unknown, by: string): Promise<T>;
  lines(fields: Fields, directory: Directory): Line[];
  /** What the template needs beside the common. */
  props(app: App, shown: Shown<T>): Promise<Record<string, unknown>>;
}
