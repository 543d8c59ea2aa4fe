/** The form of one index in the list that `npm run indexes` applies and that every start checks. */
import type { mongo } from 'mongoose';

export interface IndexSpec {
  collection: string;
  key: mongo.IndexSpecification;
  options?: mongo.CreateIndexesOptions;
  /** Why it exists: the query or the promise it carries. */
  why: string;
}
