/** Codes of six digits that are mailed: good for ten minutes, five tries and one use; a new one voids the one before. */
import { type Connection, trusted } from 'mongoose';
import { z } from 'zod';
import type { Clock } from '#src/clock.ts';
import { badInput, Refusal } from '#src/errors.ts';
import type { RateLimits } from './limits.ts';
import { type CodeRow, codeModel, purgeAfter } from './models.ts';
import { keyedHash, newCode, newToken, sameText } from './secrets.ts';

export const CODE_MINUTES = 10;
const CODE_TRIES = 5;

interface CodeDeps {
  connection: Connection;
  clock: Clock;
  serverKey: string;
}

export interface MadeCode {
  /** To be brought back with the code: a hidden field or a cookie of the browser that asked. */
  request: string;
  code: string;
  expiresAt: Date;
}

const codeHashOf = (serverKey: string, request: string, code: string): string =>
  keyedHash(serverKey, 'code', `${request}\n${code}`);

/**
 * @param key keyed hash of the address: one code per address
 * @param subject whom the code is for; null for an address nobody has, whose row behaves like any other
 */
export async function makeCode(deps: CodeDeps, key: string, subject: string | null): Promise<MadeCode> {
  const createdAt = await deps.clock.now();
  const expiresAt = new Date(createdAt.getTime() + CODE_MINUTES * 60_000);
  const request = `${key}.${newToken()}`;
  const code = newCode();
  const row = {
    _id: key,
    request,
    person: subject,
    codeHash: codeHashOf(deps.serverKey, request, code),
    createdAt,
    expiresAt,
    triesLeft: CODE_TRIES,
    usedAt: null,
    purgeAt: purgeAfter(CODE_MINUTES * 60_000),
  };
  await codeModel(deps.connection).replaceOne({ _id: key }, row, { upsert: true });
  return { request, code, expiresAt };
}

const Input = z.strictObject({
  request: z.string().regex(/^[\w-]{43}\.[\w-]{43}$/),
  /** People type the code with spaces as it stands in the mail. */
  code: z
    .string()
    .max(20)
    .transform((text) => text.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/)),
});

/** Why a code that was not accepted is not; said the same way for an address that nobody has. */
function whyNot(row: CodeRow | null, request: string, now: Date): Refusal {
  if (!row || row.request !== request) return new Refusal('sign-in-code-replaced', 409);
  if (row.usedAt !== null) return new Refusal('sign-in-code-used', 409);
  if (row.expiresAt <= now) return new Refusal('sign-in-code-expired', 409);
  return new Refusal('sign-in-code-tries-spent', 409);
}

/**
 * Uses a code up.
 * @param input `{request, code}`: what `makeCode` gave the browser, and the six digits from the mail
 * @param counts whether whom the code is for still counts: somebody may have left since the mail was sent
 * @returns whom the code was for
 * @throws Refusal `bad-input`, `sign-in-code-wrong` (with `triesLeft`), `-replaced`, `-used`, `-expired`, `-tries-spent`,
 *   `sign-in-too-often` (429)
 */
export async function spendCode(
  deps: CodeDeps & { limits: RateLimits },
  input: unknown,
  ip: string,
  counts: (subject: string) => Promise<boolean>,
): Promise<string> {
  const read = Input.safeParse(input);
  if (!read.success) {
    // What was typed is not repeated, and neither is what it should have looked like.
    throw badInput(read.error.issues.map(({ path }) => ({ path, message: 'another format is expected' })));
  }
  const { request, code } = read.data;
  await deps.limits.checkIp(ip);

  const codes = codeModel(deps.connection);
  const now = await deps.clock.now();
  const _id = request.slice(0, request.indexOf('.'));
  // A try is taken before the code is looked at, so that guesses made at the same time count as well.
  const row = await codes
    .findOneAndUpdate(
      { _id, request, usedAt: null, triesLeft: trusted({ $gt: 0 }), expiresAt: trusted({ $gt: now }) },
      { $inc: { triesLeft: -1 } },
      { returnDocument: 'after' },
    )
    .lean()
    .exec();
  if (!row) throw whyNot(await codes.findById(_id).lean().exec(), request, now);

  const right = sameText(row.codeHash, codeHashOf(deps.serverKey, request, code));
  if (!right || row.person === null || !(await counts(row.person))) {
    await deps.limits.countWrong(ip);
    throw new Refusal('sign-in-code-wrong', 409, { triesLeft: row.triesLeft });
  }
  // Of two that bring the right code at the same time, one finds it unused.
  const won = await codes.updateOne({ _id, request, usedAt: null }, { $set: { usedAt: now } });
  if (won.modifiedCount !== 1) throw new Refusal('sign-in-code-used', 409);
  await deps.limits.countRight(ip, CODE_TRIES - 1 - row.triesLeft);
  return row.person;
}
