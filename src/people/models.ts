/** Where people, offices, organs, delegations and closing days are kept: five small collections, one row each. */
import type { Connection, Model } from 'mongoose';
import { Schema } from 'mongoose';
import type { Closure, Delegation, Office, Organ, Person } from './types.ts';

/** A row as stored: the id is the store's key; who changed it last is kept beside it. */
export type Row<T extends { id: string }> = Omit<T, 'id'> & { _id: string; changedBy: string | null; changedAt: Date };

const options = { versionKey: false, minimize: false, autoIndex: false, strict: 'throw' } as const;
const part = (definition: Record<string, unknown>) => new Schema(definition, { _id: false, ...options });
const row = (definition: Record<string, unknown>) =>
  new Schema(
    { _id: String, rev: Number, invented: Boolean, changedBy: String, changedAt: Date, ...definition },
    options,
  );

const personSchema = row({ name: String, email: String, title: String, roles: [String], active: Boolean });

const period = { from: String, to: String, invented: Boolean };
const officeSchema = row({
  name: String,
  superior: String,
  holders: [part({ person: String, kind: String, ...period })],
});

const organSchema = row({
  abbreviation: String,
  name: String,
  kind: String,
  role: String,
  signing: String,
  dispatch: part({ days: Number, policy: String, cutoffTime: String }),
  members: [part({ person: String, printedName: String, party: String, title: String, chair: Boolean, ...period })],
});

const delegationSchema = row({
  from: part({ kind: String, id: String }),
  to: String,
  scope: part({
    // A missing list means "everything", so mongoose must not turn null into an empty one.
    actions: { type: [String], default: null },
    offices: { type: [String], default: null },
  }),
  validFrom: String,
  validTo: String,
  reason: String,
});

const closureSchema = row({ name: String, from: String, to: String, active: Boolean });

function modelOn<T>(connection: Connection, name: string, schema: Schema, collection: string): Model<T> {
  const known = connection.models[name] as Model<T> | undefined;
  return known ?? connection.model<T>(name, schema as Schema<T>, collection);
}

export const personModel = (connection: Connection) =>
  modelOn<Row<Person>>(connection, 'Person', personSchema, 'people');
export const officeModel = (connection: Connection) =>
  modelOn<Row<Office>>(connection, 'Office', officeSchema, 'offices');
export const organModel = (connection: Connection) => modelOn<Row<Organ>>(connection, 'Organ', organSchema, 'organs');
export const delegationModel = (connection: Connection) =>
  modelOn<Row<Delegation>>(connection, 'Delegation', delegationSchema, 'delegations');
export const closureModel = (connection: Connection) =>
  modelOn<Row<Closure>>(connection, 'Closure', closureSchema, 'closures');

/** A stored row as the rest of the service knows it. */
export function fromRow<T extends { id: string }>(stored: Row<T>): T {
  const { _id, changedBy: _by, changedAt: _at, ...fields } = stored;
  return { id: _id, ...fields } as unknown as T;
}
