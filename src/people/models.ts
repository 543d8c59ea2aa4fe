/** Where people, offices, organs, delegations and closing days are kept: five small collections, one row each. */
import type { Connection, Model } from 'mongoose';
import { Json, modelOf, partSchema, rowSchema } from '#src/model.ts';
import {
  type Closure,
  type Delegation,
  HOLDER_KINDS,
  type Holding,
  type Membership,
  type Office,
  type Organ,
  type Person,
  ROLES,
} from './types.ts';

/** A row as stored: the id is the store's key; who changed it last is kept beside it. */
export type Row<T extends { id: string }> = Omit<T, 'id'> & { _id: string; changedBy: string | null; changedAt: Date };

const required = { type: String, required: true } as const;
const common = {
  _id: required,
  rev: { type: Number, required: true, min: 1 },
  invented: Boolean,
  changedBy: String,
  changedAt: { type: Date, required: true },
} as const;
const period = { from: required, to: String, invented: Boolean } as const;

const personSchema = rowSchema<Row<Person>>({
  ...common,
  name: required,
  email: required,
  title: String,
  phone: String,
  roles: [{ type: String, enum: ROLES }],
  active: { type: Boolean, required: true },
});
// One mailbox is one person: signing in by mailed code depends on it.
personSchema.index({ email: 1 }, { name: 'email_unique', unique: true });

const officeSchema = rowSchema<Row<Office>>({
  ...common,
  name: required,
  superior: String,
  holders: [partSchema<Holding>({ person: required, kind: { ...required, enum: HOLDER_KINDS }, ...period })],
});

const organSchema = rowSchema<Row<Organ>>({
  ...common,
  abbreviation: required,
  name: required,
  kind: required,
  role: required,
  signing: required,
  dispatch: partSchema<NonNullable<Organ['dispatch']>>({ days: Number, policy: String, cutoffTime: String }),
  deadlines: { type: Map, of: partSchema<{ days: number }>({ days: { type: Number, required: true } }) },
  stampCopies: Boolean,
  ownApproval: Boolean,
  members: [
    partSchema<Membership>({
      person: String,
      printedName: required,
      party: String,
      title: String,
      chair: { type: Boolean, required: true },
      ...period,
    }),
  ],
});

const delegationSchema = rowSchema<Row<Delegation>>({
  ...common,
  from: partSchema<Delegation['from']>({ kind: required, id: required }),
  to: required,
  scope: partSchema<Delegation['scope']>({
    // A missing list means "everything", so mongoose must not turn null into an empty one.
    actions: { type: [String], default: null },
    offices: { type: [String], default: null },
  }),
  validFrom: required,
  validTo: String,
  reason: required,
});

const closureSchema = rowSchema<Row<Closure>>({
  ...common,
  name: required,
  from: required,
  to: String,
  active: { type: Boolean, required: true },
});

export const personModel = modelOf('Person', 'people', personSchema);
export const officeModel = modelOf('Office', 'offices', officeSchema);
export const organModel = modelOf('Organ', 'organs', organSchema);
export const delegationModel = modelOf('Delegation', 'delegations', delegationSchema);
export const closureModel = modelOf('Closure', 'closures', closureSchema);

/** A row as it stood before a change, kept beside the table for who asks what was changed, and by whom. */
export interface EarlierRow {
  /** `<id of the row>.<rev>`. */
  _id: string;
  row: string;
  rev: number;
  stored: Row<{ id: string }>;
}
const earlierRowSchema = rowSchema<EarlierRow>({
  _id: required,
  row: required,
  rev: { type: Number, required: true },
  stored: { type: Json, required: true },
});
// The page of a record shows its last changes, the newest first.
earlierRowSchema.index({ row: 1, rev: -1 });
export const earlierRowModel = modelOf('EarlierRow', 'peopleEarlier', earlierRowSchema);

/** The models by the names that collections and the directory's lists share. */
const TABLES = {
  people: personModel,
  offices: officeModel,
  organs: organModel,
  delegations: delegationModel,
  closures: closureModel,
} as const;

/** The model of one of the five tables, for what is done to all rows alike. */
export const tableModel = (connection: Connection, table: keyof typeof TABLES) =>
  TABLES[table](connection) as unknown as Model<Row<{ id: string }>>;

/** A stored row as the rest of the service knows it. */
export function fromRow<T extends { id: string }>(stored: Row<T>): T {
  const { _id, changedBy: _by, changedAt: _at, ...fields } = stored;
  return { id: _id, ...fields } as unknown as T;
}
