/** What a mail is made of. Each is one module in `mails/` and one template in templates/mail. */
import type { z } from 'zod';
import type { MailEffect } from '#machines/effects.ts';
import type { IssueDeps } from '#src/links/issue-link.ts';
import type { Directory } from '#src/people/directory.ts';
import type { Person } from '#src/people/types.ts';
import type { MailReader } from './mail-reader.ts';

/** `code`: somebody is waiting for it at this moment. `reminder`: it says nothing new. */
export type MailPriority = 'code' | 'normal' | 'reminder';

/** A mail that the service can write. One that no effect asks for (a code) is no more than this. */
export interface Mail<Schema extends z.ZodType = z.ZodType> {
  /** Exactly what the template needs. */
  props: Schema;
  priority: MailPriority;
}

/** Whom a mail goes to: a person of the municipality, or a party to a hearing. */
export type Recipient = Pick<Person, 'id' | 'name' | 'email'>;

export type MailParams = MailEffect['params'];
export type KeyedMailEffect = MailEffect & { key: string };

export interface PlanDeps extends IssueDeps {
  reader: MailReader;
}

/** What the planning of a mail is given: the effect, and who there is at the moment of sending. */
export interface Sending<Params = MailParams> {
  deps: PlanDeps;
  directory: Directory;
  effect: { key: string; params: Params };
  now: Date;
}

/** The mails that no effect asks for by name: they go out in place of one. */
export type InsteadMail = 'approval-vacant' | 'hearing-receipt-unconfirmed';
/** `void`: nobody needs to be mailed any more, and why. `instead`: another mail about the same goes out. */
export type Unsent = { void: string } | { instead: InsteadMail };
export type Plan<Props = unknown> = Unsent | { mails: { person: Recipient; props: Props }[] };

/** A mail that an effect of a machine asks for. */
export interface EffectMail<Params, Schema extends z.ZodType = z.ZodType> extends Mail<Schema> {
  /** @throws what the store throws; Error when what the mail is about is missing: a mail about nothing must not go out */
  plan: (sending: Sending<Params>) => Promise<Plan<z.input<Schema>>>;
}

/** What a module in `mails/` says of its mail. `Subject` is what it is about, as it stands at the moment of sending. */
export interface MailDescription<Subject, Schema extends z.ZodType, To extends Recipient> {
  props: Schema;
  /** `normal` when left out. */
  priority?: MailPriority;
  /** Why it is no longer worth sending; null while it is. */
  outdated?: (subject: Subject) => string | null;
  /** Who gets it, one mail each. */
  to: (subject: Subject) => readonly To[] | Promise<readonly To[]>;
  /** What to do where `to` finds nobody. Left out, the delivery fails, so that an administrator sees it. */
  nobody?: Unsent;
  /** What it says: reads what the effect's hashes address, and answers how the props for one recipient are made. */
  says: (subject: Subject) => ToProps<To, z.input<Schema>> | Promise<ToProps<To, z.input<Schema>>>;
}
type ToProps<To, Props> = (person: To) => Props | Promise<Props>;

/**
 * How mails of one kind are described.
 * @param read finds what a mail is about; throws Error when it is missing
 * @returns a function from a mail's description to the mail
 */
export function mailsAbout<Params, Subject>(read: (sending: Sending<Params>) => Promise<Subject>) {
  return <Schema extends z.ZodType, To extends Recipient>({
    props,
    priority = 'normal',
    outdated,
    to,
    nobody,
    says,
  }: MailDescription<Subject, Schema, To>): EffectMail<Params, Schema> => ({
    props,
    priority,
    async plan(sending) {
      const subject = await read(sending);
      const reason = outdated?.(subject) ?? null;
      if (reason !== null) return { void: reason };
      const propsFor = await says(subject);
      const people = await to(subject);
      if (people.length === 0 && nobody !== undefined) return nobody;
      return { mails: await Promise.all(people.map(async (person) => ({ person, props: await propsFor(person) }))) };
    },
  });
}
