/** Mails a code to whoever has the address. Neither the answer nor the time it takes shows whether anybody has. */
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { Email } from '#src/addresses/address-field.ts';
import type { Clock } from '#src/clock.ts';
import { badInput, isRefusal, Refusal } from '#src/errors.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import type { Person } from '#src/people/types.ts';
import { type CodeMailResult, deliverCode } from './code-mail.ts';
import { isKnownBrowser } from './known-browsers.ts';
import type { RateLimits, Requester } from './limits.ts';
import { CODE_MINUTES, type CodePurpose, hasLiveCode, type MadeCode, makeCode, requestOf } from './mailed-code.ts';
import { keyedHash } from './secrets.ts';

/** What the mail with a code says. `mailId` is a harmless part of its Message-ID. */
export interface SignInCodeMail {
  to: string;
  person: string;
  name: string;
  code: string;
  minutes: number;
  mailId: string;
}

export interface RequestCodeDeps {
  connection: Connection;
  directory: DirectorySource;
  clock: Clock;
  limits: RateLimits;
  /** The server's secret; every keyed hash comes from it. */
  serverKey: string;
  /** Makes one attempt. */
  sendMail(message: SignInCodeMail): Promise<CodeMailResult>;
  log: { error(details: Record<string, unknown>, message: string): void };
}

/** Where a code is asked for. */
export interface CodeOrigin {
  /** As the proxy in front is trusted to say. */
  ip: string;
  /** The token that the browser keeps, a new one where it has none yet. */
  browser: string;
}

export interface RequestedCode {
  /** To be brought back with the code: a hidden field or a cookie of the browser that asked. */
  request: string;
  expiresAt: Date;
  /**
   * Sends the mail, if there is one to send, and tries again where the server does not take it. To be called when the reply has been
   * written, so that its time shows nothing. Never rejects. Says whether a mail was accepted.
   */
  deliver(): Promise<boolean>;
}

const Input = z.strictObject({ email: Email });

const addressKeyOf = (serverKey: string, email: string): string => keyedHash(serverKey, 'address', email);

/**
 * Makes a code of six digits for an address, good for ten minutes, five tries and one use, beside the two before it.
 * @param input `{email}` as typed
 * @throws Refusal `bad-input`; as `countedCode`, the same whether the address is known or not
 */
export async function requestCode(deps: RequestCodeDeps, input: unknown, from: CodeOrigin): Promise<RequestedCode> {
  const read = Input.safeParse(input);
  if (!read.success) throw badInput([{ path: ['email'], message: 'an address for mail is expected' }]);
  const { email } = read.data;
  const request = requestOf(deps.serverKey, addressKeyOf(deps.serverKey, email), from.browser);
  const isKnown = await isKnownBrowser(deps, request);
  const { people } = await deps.directory.current();
  const person = [...people.values()].find((one) => one.active && one.email === email) ?? null;
  return codeByMail(deps, 'sign-in-code', { request, ip: from.ip, isKnown }, person);
}

/**
 * Makes a code, and the mail with it.
 * @param person whom it is mailed to; null where nobody has the address
 * @throws Refusal as `countedCode`
 */
export async function codeByMail(
  deps: RequestCodeDeps,
  purpose: CodePurpose,
  requester: Requester,
  person: Person | null,
): Promise<RequestedCode> {
  const { request } = requester;
  const made = await countedCode(deps, purpose, requester, person?.id ?? null);
  return {
    request,
    expiresAt: made.expiresAt,
    async deliver() {
      if (!person) return false;
      const { id, name, email: to } = person;
      const mail = { to, person: id, name, code: made.code, minutes: CODE_MINUTES, mailId: `sign-in-${made.mailId}` };
      return deliverCode(deps, made.id, { person: id }, () => deps.sendMail(mail));
    },
  };
}

/** What the browser can still bring a code with, though it was given no new one; null where it cannot. */
export function requestStillGood({ details }: Refusal): string | null {
  return typeof details.request === 'string' ? details.request : null;
}

/**
 * Counts a request for a code and makes the code.
 * @throws Refusal as `countRequest`; `request` is among its details where the browser still has a code that it can bring
 */
export async function countedCode(
  deps: Pick<RequestCodeDeps, 'connection' | 'clock' | 'limits' | 'serverKey'>,
  purpose: CodePurpose,
  requester: Requester,
  subject: string | null,
): Promise<MadeCode> {
  const { request } = requester;
  try {
    await deps.limits.countRequest(requester);
  } catch (error) {
    if (!isRefusal(error) || !(await hasLiveCode(deps, request))) throw error;
    throw new Refusal(error.code, error.status, { ...error.details, request });
  }
  const knowsAddress = requester.isKnown || purpose !== 'sign-in-code';
  return makeCode(deps, { purpose, request, subject, knowsAddress });
}
