import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../setup/database.ts';

describe('the services of a test run', () => {
  it('hold a database of its own for each test file', async () => {
    const one = await freshDatabase();
    const other = await freshDatabase();
    const connection = await mongoose.createConnection(one.uri).asPromise();
    await connection.collection('things').insertOne({ a: 1 });
    const second = await mongoose.createConnection(other.uri).asPromise();
    expect(await second.collection('things').countDocuments()).toBe(0);
    await Promise.all([connection.close(), second.close()]);
    await one.drop();
    await other.drop();
  });
});
