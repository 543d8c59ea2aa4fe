/** Mails a code to whoever has the address. Neither the answer nor the time it takes shows whether anybody has. */
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { Email } from '#src/addresses/address-field.ts';
import type { Clock } from '#src/clock.ts';
import { badInput } from '#src/errors.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import type { RateLimits } from './limits.ts';
import { CODE_MINUTES, makeCode } from './mailed-code.ts';
import { keyedHash } from './secrets.ts';

/** What the mail with a code says. `request` is a stable, harmless part of a Message-ID. */
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
  sendMail(message: SignInCodeMail): Promise<unknown>;
  log: { error(details: Record<string, unknown>, message: string): void };
}

export interface RequestedCode {
  /** To be brought back with the code: a hidden field or a cookie of the browser that asked. */
  request: string;
  expiresAt: Date;
  /**
   * Sends the mail, if there is one to send. To be called when the reply has been written, so that its time shows nothing.
   * Never rejects: a failure is logged, and the person asks again. Says whether a mail was accepted.
   */
  deliver(): Promise<boolean>;
}

const Input = z.strictObject({ email: Email });

const addressKeyOf = (serverKey: string, email: string): string => keyedHash(serverKey, 'address', email);

/**
 * Makes a code of six digits for an address, good for ten minutes, five tries and one use; it voids an earlier one.
 * @param input `{email}` as typed
 * @param ip where the request comes from, as the proxy in front is trusted to say
 * @throws Refusal `bad-input`, `sign-in-too-often` (429); the same whether the address is known or not
 */
export async function requestCode(deps: RequestCodeDeps, input: unknown, ip: string): Promise<RequestedCode> {
  const read = Input.safeParse(input);
  if (!read.success) throw badInput([{ path: ['email'], message: 'an address for mail is expected' }]);
  const { email } = read.data;
  const addressKey = addressKeyOf(deps.serverKey, email);
  await deps.limits.countRequest(addressKey, ip);

  const { people } = await deps.directory.current();
  const person = [...people.values()].find((one) => one.active && one.email === email) ?? null;
  const { request, code, expiresAt } = await makeCode(deps, addressKey, person?.id ?? null);

  return {
    request,
    expiresAt,
    async deliver() {
      if (!person) return false;
      const mailId = `sign-in-${keyedHash(deps.serverKey, 'mail', request)}`;
      try {
        await deps.sendMail({ to: email, person: person.id, name: person.name, code, minutes: CODE_MINUTES, mailId });
        return true;
      } catch (error) {
        deps.log.error({ person: person.id, err: error }, 'sign-in code not sent');
        return false;
      }
    },
  };
}
