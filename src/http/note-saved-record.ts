/** That a person, an office, an organ, a delegation or a closing day was saved, for the audit log: which, and which of its fields. */
import type { Response } from 'express';
import type { App } from '#src/context.ts';
import type { PeopleTable } from '#src/people/directory.ts';
import { changedFields } from '#src/queries/people-changes.ts';
import { noteAudit } from './audit.ts';

/** @param saved the record as its command returned it. @returns it */
export function noteSavedRecord<T extends { id: string; rev: number }>(
  { app, response }: { app: App; response: Response },
  table: PeopleTable,
  saved: T,
): T {
  const findFields = () => changedFields(app.connection, table, saved);
  noteAudit(response, { kind: 'administered', subject: saved.id, findFields });
  return saved;
}
