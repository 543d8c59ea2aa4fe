import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { inject } from 'vitest';
import type { TestServices } from './global.ts';

/** A database that only one test file uses. */
export type FreshDatabase = { readonly uri: string; readonly name: string; readonly drop: () => Promise<void> };

/** The addresses of this run's services. */
export const services = (): TestServices => inject('services');

const fresh = (): string => `test_${randomBytes(6).toString('hex')}`;

/** The same server, another database. */
const databaseUri = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

/** An empty database on the run's store; `drop` it when the file is done. */
export const freshDatabase = async (): Promise<FreshDatabase> => {
  const name = fresh();
  const uri = databaseUri(services().mongodbUri, name);
  return {
    uri,
    name,
    drop: async () => {
      const connection = await mongoose.createConnection(uri).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
  };
};

/** A value for BullMQ's `prefix` that no other test file uses. */
export const freshPrefix = (): string => fresh();
