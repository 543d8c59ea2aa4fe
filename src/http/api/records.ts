/** People, offices, organs, delegations and closing days over the API: read, made, saved, and what saving would mean. */
import { z } from 'zod';
import { nameSubstitute, type SubstituteDeps } from '#src/commands/people/name-substitute.ts';
import { type PeopleTable, rowsOf } from '#src/people/directory.ts';
import { SaveClosure, saveClosure } from '#src/people/save-closure.ts';
import { SaveDelegation } from '#src/people/save-delegation.ts';
import { SaveOffice, saveOffice } from '#src/people/save-office.ts';
import { SaveOrgan, saveOrgan } from '#src/people/save-organ.ts';
import { SavePerson, savePerson } from '#src/people/save-person.ts';
import { Closure, Delegation, Office, Organ, Person, type Role } from '#src/people/types.ts';
import { answer } from '../answer.ts';
import { json } from '../body.ts';
import { noteSavedRecord } from '../note-saved-record.ts';
import { type Call, type Operation, operation } from '../operation.ts';
import { previewImpact } from '../pages/admin/preview-impact.ts';
import { Consequences } from './answers-of-service.ts';

interface RecordKind {
  row: z.ZodType;
  input: z.ZodObject;
  /** Who may read them: whoever plans routes has to know offices and organs. */
  readers: readonly Role[];
  save(deps: SubstituteDeps, input: unknown, by: string): Promise<{ id: string; rev: number }>;
}

const STAFF: readonly Role[] = ['officer', 'approver', 'secretariat', 'admin'];
/** By their address. */
const RECORDS: Readonly<Record<PeopleTable, RecordKind>> = {
  people: { row: Person, input: SavePerson, readers: ['admin'], save: savePerson },
  offices: { row: Office, input: SaveOffice, readers: STAFF, save: saveOffice },
  organs: { row: Organ, input: SaveOrgan, readers: STAFF, save: saveOrgan },
  delegations: { row: Delegation, input: SaveDelegation, readers: ['admin'], save: nameSubstitute },
  closures: { row: Closure, input: SaveClosure, readers: STAFF, save: saveClosure },
};

/** An organ has up to 400 members. */
const RECORD_BODY = json('256kb');
const ADMIN = { role: 'admin' } as const;

function operationsOn(table: PeopleTable, { row, input, readers, save }: RecordKind): readonly Operation[] {
  const handler = async (call: Call) =>
    noteSavedRecord(call, table, await save(call.app, call.body, call.actor.person));
  return [
    operation({
      method: 'get',
      path: `/api/v1/${table}`,
      access: { role: readers },
      summary: `All ${table}, each with its revision.`,
      answers: answer('What is known.', z.strictObject({ [table]: z.array(row) })),
      handler: async ({ app }) => ({ [table]: rowsOf(await app.directory.refresh(), table) }),
    }),
    operation({
      method: 'post',
      path: `/api/v1/${table}`,
      access: ADMIN,
      summary: 'Makes a new one; its id may be chosen, so that sending it twice makes one.',
      takes: RECORD_BODY,
      schema: { body: input },
      implies: { rev: null },
      answers: answer('As it is stored.', row, 201),
      handler,
    }),
    operation({
      method: 'put',
      path: `/api/v1/${table}/:id`,
      access: ADMIN,
      summary: 'Saves the whole of one, if nobody else has saved it since the revision that was read.',
      takes: RECORD_BODY,
      schema: { body: input },
      implies: { id: ':id' },
      answers: answer('As it is stored.', row),
      handler,
    }),
    operation({
      method: 'post',
      path: `/api/v1/${table}/consequences`,
      access: ADMIN,
      summary: 'What saving it would mean for items under way; nothing is saved.',
      takes: RECORD_BODY,
      schema: { body: input },
      answers: answer('In Danish sentences; none where nothing changes.', Consequences),
      async handler({ app, body }) {
        const { id, rev, ...fields } = body as { id?: string; rev: number | null };
        const [directory, now] = await Promise.all([app.directory.refresh(), app.clock.now()]);
        const changed = { ...fields, id: id ?? app.ids.next(table), rev: rev ?? 1 };
        return { consequences: await previewImpact(app, directory, table, changed, now) };
      },
    }),
  ];
}

export const recordOperations: readonly Operation[] = Object.entries(RECORDS).flatMap(([table, kind]) =>
  operationsOn(table as PeopleTable, kind),
);
