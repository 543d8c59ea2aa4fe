/** Codes of six digits that are mailed: good for ten minutes, five tries and one use. A browser's last three count, no other's do. */
import { type Connection, trusted } from 'mongoose';
import { z } from 'zod';
import type { Clock } from '#src/clock.ts';
import { badInput, Refusal } from '#src/errors.ts';
import { randomIds } from '#src/ids.ts';
import type { RateLimits, Requester } from './limits.ts';
import { type CodeRow, codeModel, purgeAfter } from './models.ts';
import { keyedHash, newCode, sameText } from './secrets.ts';

export const CODE_MINUTES = 10;
const CODE_TRIES = 5;
/** Mails come late and out of order, and look alike: whoever asked again may have an earlier one open. */
const CODES_KEPT = 3;

/** What a code is for: one for signing in signs nothing, and the other way round. */
export type CodePurpose = 'sign-in-code' | 'signature-code' | 'hearing-code';

interface CodeDeps {
  connection: Connection;
  clock: Clock;
  serverKey: string;
}

export interface MadeCode {
  /** The row's. */
  id: string;
  code: string;
  expiresAt: Date;
  /** For the mail's Message-ID: another for each code, and nothing follows from it. */
  mailId: string;
}

/**
 * What the browser brings back with a code. It is the same for all codes that one browser asks for with one key, and another browser's
 * codes are in nobody's way.
 * @param key keyed hash of whose codes they are
 * @param browser the token that the browser keeps; of somebody who is signed in, the session's id
 */
export const requestOf = (serverKey: string, key: string, browser: string): string =>
  `${key}.${keyedHash(serverKey, 'code-request', `${key}\n${browser}`)}`;

const codeHashOf = (serverKey: string, purpose: CodePurpose, request: string, code: string): string =>
  keyedHash(serverKey, purpose, `${request}\n${code}`);

const newestFirst = { _id: -1 } as const;

export interface CodeWanted {
  purpose: CodePurpose;
  /** As `requestOf` gives it. */
  request: string;
  /** Whom the code is for; null for an address nobody has, whose row behaves like any other. */
  subject: string | null;
  /** Whether whoever asks knows that somebody has the address. */
  knowsAddress: boolean;
}

export async function makeCode(
  deps: CodeDeps,
  { purpose, request, subject, knowsAddress }: CodeWanted,
): Promise<MadeCode> {
  const createdAt = await deps.clock.now();
  const expiresAt = new Date(createdAt.getTime() + CODE_MINUTES * 60_000);
  const code = newCode();
  const codes = codeModel(deps.connection);
  const _id = randomIds.next('code');
  await codes.create([
    {
      _id,
      request,
      person: subject,
      codeHash: codeHashOf(deps.serverKey, purpose, request, code),
      createdAt,
      expiresAt,
      triesLeft: CODE_TRIES,
      usedAt: null,
      knowsAddress,
      mail: 'underway',
      purgeAt: purgeAfter(CODE_MINUTES * 60_000),
    },
  ]);
  const older = await codes.find({ request }, { _id: 1 }).sort(newestFirst).skip(CODES_KEPT).lean().exec();
  if (older.length > 0) await codes.deleteMany({ _id: trusted({ $in: older.map(({ _id }) => _id) }) });
  return { id: _id, code, expiresAt, mailId: keyedHash(deps.serverKey, 'mail', _id) };
}

const live = (request: string, now: Date) => ({
  request,
  usedAt: null,
  triesLeft: trusted({ $gt: 0 }),
  expiresAt: trusted({ $gt: now }),
});

/** Whether the browser can still bring a code that it has asked for. */
export const hasLiveCode = async ({ connection, clock }: CodeDeps, request: string): Promise<boolean> =>
  (await codeModel(connection).exists(live(request, await clock.now()))) !== null;

const Input = z.strictObject({
  request: z.string().regex(/^[\w-]{43}\.[\w-]{43}$/),
  /** People type the code with spaces as it stands in the mail. */
  code: z
    .string()
    .max(20)
    .transform((text) => text.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/)),
});

/** Why no code of a browser is good any more; said the same way for an address that nobody has. */
function whyNot(newest: CodeRow | null, now: Date): Refusal {
  if (!newest) return new Refusal('sign-in-code-replaced', 409);
  if (newest.usedAt !== null) return new Refusal('sign-in-code-used', 409);
  if (newest.expiresAt <= now) return new Refusal('sign-in-code-expired', 409);
  return new Refusal('sign-in-code-tries-spent', 409);
}

export interface SpendDeps extends CodeDeps {
  limits: RateLimits;
}

/** What is brought back: `{request, code}` as it came, and from where. */
export interface BroughtCode {
  input: unknown;
  ip: string;
  purpose: CodePurpose;
  /** Whether the request is of a browser that is known (limits.ts). */
  isKnown(request: string): Promise<boolean>;
}

/**
 * Uses a code up, and with it the others that the browser has asked for.
 * @param brought its input is `{request, code}`: what `requestOf` gave the browser, and the six digits from one of its last three mails
 * @param counts whether whom the code is for still counts: somebody may have left since the mail was sent
 * @returns whom the code was for, and the request it came with
 * @throws Refusal `bad-input`, `sign-in-code-wrong` (with `triesLeft`), `-replaced`, `-used`, `-expired`, `-tries-spent`,
 *   `sign-in-too-often` (429)
 */
export async function spendCode(
  deps: SpendDeps,
  { input, ip, purpose, isKnown }: BroughtCode,
  counts: (subject: string) => Promise<boolean>,
): Promise<{ subject: string; request: string }> {
  const read = Input.safeParse(input);
  if (!read.success) {
    // What was typed is not repeated, and neither is what it should have looked like.
    throw badInput(read.error.issues.map(({ path }) => ({ path, message: 'another format is expected' })));
  }
  const { request, code } = read.data;
  const requester = { request, ip, isKnown: await isKnown(request) };
  await deps.limits.checkWrong(requester);

  const now = await deps.clock.now();
  const { row, triesLeft } = await tryCodes(deps, requester, codeHashOf(deps.serverKey, purpose, request, code), now);
  if (!row || row.person === null || !(await counts(row.person))) {
    await deps.limits.countWrong(requester);
    throw new Refusal('sign-in-code-wrong', 409, { triesLeft });
  }
  const codes = codeModel(deps.connection);
  // Of two that bring the right code at the same time, one finds it unused.
  const won = await codes.updateOne({ _id: row._id, usedAt: null }, { $set: { usedAt: now } });
  if (won.modifiedCount !== 1) throw new Refusal('sign-in-code-used', 409);
  await codes.updateMany({ request, usedAt: null }, { $set: { usedAt: now } });
  await deps.limits.countRight(requester, CODE_TRIES - 1 - row.triesLeft);
  return { subject: row.person, request };
}

/**
 * Compares a code with the browser's live ones, the newest first. Each gives up a try before it is looked at, so that guesses made at
 * the same time count as well.
 * @returns the row of the right code, if any, and the most tries that a code has left
 * @throws Refusal where no code can be tried any more
 */
async function tryCodes(
  { connection, limits }: SpendDeps,
  requester: Requester,
  hash: string,
  now: Date,
): Promise<{ row: CodeRow | null; triesLeft: number }> {
  const { request } = requester;
  const codes = codeModel(connection);
  let triesLeft: number | null = null;
  for (const { _id } of await codes.find(live(request, now), { _id: 1 }).sort(newestFirst).lean().exec()) {
    const { firstOnly } = await limits.countTry(requester);
    const untried = firstOnly ? { triesLeft: CODE_TRIES } : {};
    const row = await codes
      .findOneAndUpdate(
        { ...live(request, now), ...untried, _id },
        { $inc: { triesLeft: -1 } },
        { returnDocument: 'after' },
      )
      .lean()
      .exec();
    if (!row) continue;
    triesLeft = Math.max(triesLeft ?? 0, firstOnly ? 0 : row.triesLeft);
    if (sameText(row.codeHash, hash)) return { row, triesLeft };
  }
  if (triesLeft === null) throw whyNot(await codes.findOne({ request }).sort(newestFirst).lean().exec(), now);
  return { row: null, triesLeft };
}
