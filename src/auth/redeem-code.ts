/** Turns a mailed code into a session, once. */
import type { Connection } from 'mongoose';
import { trusted } from 'mongoose';
import { z } from 'zod';
import type { Clock } from '#src/clock.ts';
import { badInput, Refusal } from '#src/errors.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import type { SignInLimits } from './limits.ts';
import type { CodeRow } from './models.ts';
import { codeModel } from './models.ts';
import { codeHashOf } from './request-code.ts';
import { sameHash } from './secrets.ts';
import type { OpenedSession, Sessions } from './sessions.ts';

export interface RedeemCodeDeps {
  connection: Connection;
  directory: DirectorySource;
  clock: Clock;
  limits: SignInLimits;
  sessions: Sessions;
  serverKey: string;
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
 * Signs in with a code.
 * @param input `{request, code}`: what `requestCode` gave the browser, and the six digits from the mail
 * @param from where the request comes from, and what the browser calls itself
 * @returns the new session; its token is for the cookie only
 * @throws Refusal `bad-input`, `sign-in-code-wrong` (with `triesLeft`), `-replaced`, `-used`, `-expired`, `-tries-spent`,
 *   `sign-in-too-often` (429)
 */
export async function redeemCode(
  deps: RedeemCodeDeps,
  input: unknown,
  from: { ip: string; userAgent: string },
): Promise<OpenedSession> {
  const read = Input.safeParse(input);
  if (!read.success) {
    const rules = read.error.issues.map((issue) => ({ path: issue.path.join('.'), rule: 'format' }));
    throw badInput({ fields: rules });
  }
  const { request, code } = read.data;
  await deps.limits.checkIp(from.ip);

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

  const right = sameHash(row.codeHash, codeHashOf(deps.serverKey, request, code));
  // Somebody may have been made inactive since the mail was sent.
  const person = right && row.person !== null ? (await deps.directory.refresh()).people.get(row.person) : undefined;
  if (!person?.active) {
    await deps.limits.countWrong(from.ip);
    throw new Refusal('sign-in-code-wrong', 409, { triesLeft: row.triesLeft });
  }
  // Of two that bring the right code at the same time, one finds it unused.
  const won = await codes.updateOne({ _id, request, usedAt: null }, { $set: { usedAt: now } });
  if (won.modifiedCount !== 1) throw new Refusal('sign-in-code-used', 409);
  return deps.sessions.open(person.id, from.userAgent);
}
