/** The one connection a process has to its store. */
import mongoose from 'mongoose';

mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', true);
// An update is held to the schema like an insert.
mongoose.set('runValidators', true);

/**
 * Connects to the store and waits until it answers.
 * @param uri a MongoDB connection string that names the database
 * @throws the driver's error when nothing answers within ten seconds
 */
export async function connectStore(uri: string): Promise<mongoose.Connection> {
  return mongoose
    .createConnection(uri, {
      autoIndex: false,
      autoCreate: false,
      // Who asks a store that is away gets the driver's error, and is not kept waiting by mongoose.
      bufferCommands: false,
      serverSelectionTimeoutMS: 10_000,
      maxPoolSize: 40,
      minPoolSize: 2,
      // The embedded store and a replica set alike: a write is answered once it is durable on a majority.
      writeConcern: { w: 'majority' },
      retryWrites: false,
    })
    .asPromise();
}

/** The database of a connection. @throws Error before it is open */
export function databaseOf({ db }: mongoose.Connection): mongoose.mongo.Db {
  if (db === undefined) throw new Error('The store is not connected.');
  return db;
}
