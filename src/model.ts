/** How a collection is declared: one schema holds its fields, its validation and its indexes. */
import { type Connection, type Model, type mongo, Schema, type SchemaDefinitionProperty } from 'mongoose';

/** JSON that mongoose neither looks into nor changes: what a hash covers comes back as it was. */
export const Json = Schema.Types.Mixed;

/**
 * What is written is what is stored: an unknown field is an error, an empty object stays, no version is added. Indexes are made by
 * `npm run indexes`, never by a process that starts.
 */
const OPTIONS = {
  strict: 'throw',
  strictQuery: 'throw',
  minimize: false,
  versionKey: false,
  id: false,
  autoIndex: false,
  autoCreate: false,
} as const;

/** Every field of a row, none forgotten. */
type Fields<Row> = { [Field in keyof Required<Row>]: SchemaDefinitionProperty | Schema };

/**
 * The schema of a collection's rows. A field that may be null or missing is one without `required`.
 * Reads are lean: rows are plain objects, and a query that forgets `.lean()` is an error wherever it first runs.
 */
export function rowSchema<Row extends { _id: unknown }>(fields: Fields<Row>): Schema<Row> {
  const schema = new Schema(fields as Record<string, SchemaDefinitionProperty>, OPTIONS);
  schema.pre(['find', 'findOne', 'findOneAndUpdate'], function () {
    if (this.mongooseOptions().lean === undefined)
      throw new TypeError(`${this.model.modelName} is read without lean()`);
  });
  return schema as unknown as Schema<Row>;
}

/** The fields of a row that can be claimed (claim.ts). */
export const claimedFields = { claimedBy: String, claimedUntil: { type: Date, required: true } } as const;

/** The schema of an object inside a row; it has no `_id` of its own. */
export const partSchema = <Part>(fields: Fields<Part>): Schema =>
  new Schema(fields as Record<string, SchemaDefinitionProperty>, { ...OPTIONS, _id: false });

/**
 * Declares the model of a collection.
 * @returns the model on a connection, registered there the first time it is asked for
 */
export const modelOf =
  <Row>(name: string, collection: string, schema: Schema<Row>) =>
  (connection: Connection): Model<Row> =>
    (connection.models[name] as Model<Row> | undefined) ?? connection.model<Row>(name, schema, collection);

/** The driver's own collection of a model, which neither casts nor validates. Who uses it says what was measured. */
export const driverOf = <Row extends mongo.Document>(model: Model<Row>): mongo.Collection<Row> =>
  model.collection as unknown as mongo.Collection<Row>;
