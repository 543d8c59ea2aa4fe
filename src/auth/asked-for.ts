/** Whose codes a browser has asked for: for the audit log, never for an answer. */
import type { Connection } from 'mongoose';
import { codeModel } from './models.ts';

/**
 * @param request what a browser brought with a code, as it came
 * @returns the person's id; null for an address that nobody has, and for a request that is not known or no more
 */
export async function askedFor(connection: Connection, request: string): Promise<string | null> {
  const newest = await codeModel(connection).findOne({ request }).sort({ _id: -1 }).lean().exec();
  return newest?.person ?? null;
}
