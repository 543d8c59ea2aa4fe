/**
 * Rows that say which work is wanted and what became of it: the truth about a queue whose jobs take long. A job only names a row; a
 * claim on the row decides who does the work. All times are by the wall clock.
 */
import { type Model, trusted } from 'mongoose';
import { claimedFields, Json } from '#src/model.ts';
import { type Claimed, claimable, claimFor, unclaimed } from './claim.ts';

/** The fields of a row of work. */
export interface Work extends Claimed {
  _id: string;
  /** `wanted` also while somebody works on it: then it is claimed. */
  state: 'wanted' | 'done' | 'failed';
  /** Not before this time. */
  availableAt: Date;
  /** BullMQ's priority of its job: 0 goes before every other, then the lowest number. */
  priority: number;
  /** How often it has been claimed. */
  attempts: number;
  /** How often the process that worked on it died of it. */
  deaths: number;
  /** What is being done, by its name among the words; null before and after. */
  step: string | null;
  /** Why it has failed: the rule that names the sentence, and what the sentence needs. */
  failure: { rule: string; details: Record<string, string | number> } | null;
  wantedAt: Date;
  /** When the last try began. */
  beganAt: Date | null;
  endedAt: Date | null;
}

/** The same fields in a schema. */
export const workFields = {
  state: { type: String, required: true, enum: ['wanted', 'done', 'failed'] },
  availableAt: { type: Date, required: true },
  priority: { type: Number, required: true, min: 0 },
  ...claimedFields,
  attempts: { type: Number, required: true, min: 0 },
  deaths: { type: Number, required: true, min: 0 },
  step: String,
  failure: Json,
  wantedAt: { type: Date, required: true },
  beganAt: Date,
  endedAt: Date,
} as const;

/** The fields of work that nobody has begun. */
export const wantedNow = (): Omit<Work, '_id'> => {
  const now = new Date();
  return {
    state: 'wanted',
    availableAt: now,
    priority: 0,
    ...unclaimed(),
    attempts: 0,
    deaths: 0,
    step: null,
    failure: null,
    wantedAt: now,
    beganAt: null,
    endedAt: null,
  };
};

/** A row that kills whoever works on it is given up after so many deaths. */
export const MOST_DEATHS = 3;
/** The rule of a row that was given up. */
export const TOO_DEMANDING = 'file-too-demanding';

/** One of the collections whose rows are work, for what is done to all of them alike. */
export type WorkRows = Model<Work>;
export const workRows = <Row extends Omit<Work, 'state'>>(model: Model<Row>): WorkRows => model as unknown as WorkRows;

/**
 * Claims wanted work.
 * @param holder names this try
 * @param forMs how long the claim holds unless it is renewed
 * @returns null when the work is over, not yet due, claimed by somebody else, or not there
 */
export const claimWork = (rows: WorkRows, _id: string, holder: string, forMs: number): Promise<Work | null> =>
  rows
    .findOneAndUpdate(
      { _id, state: 'wanted', ...claimable(), availableAt: trusted({ $lte: new Date() }) },
      { $set: { ...claimFor(holder, forMs), beganAt: new Date() }, $inc: { attempts: 1 } },
      { returnDocument: 'after' },
    )
    .lean()
    .exec();

/** What somebody else is at is looked at again so soon, in milliseconds: it may be over at any moment. */
const LOOK_AGAIN_MS = 1_000;

/** When to try again to claim wanted work that could not be claimed now; null when it is over or not there. */
export async function workClaimableFrom(rows: WorkRows, _id: string): Promise<Date | null> {
  const row = await rows.findOne({ _id, state: 'wanted' }).lean();
  if (row === null) return null;
  const free = Math.min(row.claimedUntil.getTime(), Date.now() + LOOK_AGAIN_MS);
  return new Date(Math.max(free, row.availableAt.getTime()));
}

/** Renews a claim that its holder still has, and says what is being done. */
export const renewWork = (
  rows: WorkRows,
  { _id, claimedBy }: Pick<Work, '_id' | 'claimedBy'>,
  forMs: number,
  step?: string,
): Promise<unknown> =>
  rows
    .updateOne(
      { _id, state: 'wanted', claimedBy },
      { $set: { ...claimFor(claimedBy, forMs), ...(step === undefined ? {} : { step }) } },
    )
    .exec();

/**
 * Writes down what came of claimed work. Whoever has lost the claim meanwhile changes nothing.
 * @param change further fields of the row
 */
export const endWork = (
  rows: WorkRows,
  { _id, claimedBy }: Work,
  change: { state: 'done' | 'failed'; failure?: Work['failure'] } & Record<string, unknown>,
): Promise<unknown> =>
  rows
    .updateOne(
      { _id, state: 'wanted', claimedBy },
      { $set: { failure: null, step: null, ...change, ...unclaimed(), endedAt: new Date() } },
    )
    .exec();

/** Gives claimed work back, to be tried again. @param afterMs not before so many milliseconds have passed */
export const putOffWork = (rows: WorkRows, { _id, claimedBy }: Work, afterMs: number): Promise<unknown> =>
  rows
    .updateOne(
      { _id, state: 'wanted', claimedBy },
      { $set: { ...unclaimed(), step: null, availableAt: new Date(Date.now() + afterMs) } },
    )
    .exec();

/**
 * Notes that a process died of its work, and gives the claim back; the third death ends the work.
 * @param holder whose claim it was: a claim that is somebody else's by now is left alone
 */
export async function noteDeath(rows: WorkRows, _id: string, holder: string): Promise<void> {
  const row = await rows
    .findOneAndUpdate(
      { _id, state: 'wanted', claimedBy: holder },
      { $set: { ...unclaimed(), step: null }, $inc: { deaths: 1 } },
      { returnDocument: 'after' },
    )
    .lean();
  if (row === null || row.deaths < MOST_DEATHS) return;
  await rows.updateOne(
    { _id, state: 'wanted', ...claimable() },
    { $set: { state: 'failed', failure: { rule: TOO_DEMANDING, details: {} }, endedAt: new Date() } },
  );
}

/**
 * Wanted work that is due and that nobody has claimed, longest waiting first.
 * @param filter only such rows
 * @param waitedMs only what has been due for so long
 */
export const dueWork = (
  rows: WorkRows,
  filter: Readonly<Record<string, string>>,
  limit: number,
  waitedMs = 0,
): Promise<Work[]> =>
  rows
    .find({
      ...filter,
      state: 'wanted',
      availableAt: trusted({ $lte: new Date(Date.now() - waitedMs) }),
      ...claimable(),
    })
    .sort({ availableAt: 1 })
    .limit(limit)
    .lean()
    .exec();

/** How many rows somebody works on now. @param filter only such rows */
export const workUnderway = (rows: WorkRows, filter: Readonly<Record<string, string>>): Promise<number> =>
  rows.countDocuments({ ...filter, state: 'wanted', claimedUntil: trusted({ $gt: new Date() }) }).exec();

/** Failed work is wanted once more, with its tries forgotten. @returns the row, or null when there was none */
export const wantAgain = (rows: WorkRows, _id: string): Promise<Work | null> =>
  rows.findOneAndUpdate({ _id, state: 'failed' }, { $set: wantedNow() }, { returnDocument: 'after' }).lean().exec();
