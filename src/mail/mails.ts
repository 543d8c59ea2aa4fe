/** Every mail that the service can write, by the name that effects, the ledger and its template know it by: the module's own. */
import type { z } from 'zod';
import type { EffectMail, Mail, MailParams, MailPriority } from './mail.ts';
import * as modules from './mails/modules.gen.ts';

/** A mail for each template that an effect can name, and fit to be planned from what such an effect says. */
type EffectMails = { [Params in MailParams as Params['template']]: EffectMail<Params> };

/** `approval-request` of `approvalRequest`. */
type KebabCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${KebabCase<Rest>}`
  : Name;
const kebabCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

type Modules = typeof modules;
type Mails = { [Name in keyof Modules as KebabCase<Name>]: Modules[Name] };

export const MAILS = Object.fromEntries(
  Object.entries(modules).map(([name, mail]) => [kebabCase(name), mail]),
) as Mails satisfies Record<string, Mail> & EffectMails;

export type MailTemplate = keyof typeof MAILS;
/** What the caller of `renderMail` hands over for a template. */
export type MailProps<Name extends MailTemplate> = z.input<(typeof MAILS)[Name]['props']>;

/** In which order mails that wait are worth sending. */
export const priorityOf = (template: MailTemplate): MailPriority => MAILS[template].priority;
