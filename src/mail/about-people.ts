/** What the mails about people have in common: about whose place somebody takes, not about one item or meeting. */
import { z } from 'zod';
import type { PeopleMail } from '#machines/effects.ts';
import type { Directory } from '#src/people/directory.ts';
import { officeName, personName } from '#src/people/names.ts';
import type { Delegation } from '#src/people/types.ts';
import { Count, Line, Link } from './fields.ts';
import { ItemLine, MOST_LINES } from './item-line.ts';
import { mailsAbout, type PlanDeps, type Sending } from './mail.ts';

/** What the mail of a template is about. */
type AboutPeople<Template extends PeopleMail['template']> = Extract<PeopleMail, { template: Template }>['about'];

export interface PeopleSubject<About> {
  deps: PlanDeps;
  directory: Directory;
  now: Date;
  to: PeopleMail['to'];
  about: About;
}

const peopleMail = <About>() =>
  mailsAbout(
    async ({
      deps,
      directory,
      effect: { params },
      now,
    }: Sending<{ to: PeopleMail['to']; about: About }>): Promise<PeopleSubject<About>> => ({
      deps,
      directory,
      now,
      ...params,
    }),
  );

export type AboutSubstitute = AboutPeople<'substitute-named'>;
export const substituteMail = peopleMail<AboutSubstitute>();
type SubstituteSubject = Pick<PeopleSubject<AboutSubstitute>, 'directory' | 'about'>;

export const delegationOf = ({ directory, about }: SubstituteSubject): Delegation | undefined =>
  directory.delegations.find(({ id }) => id === about.delegation);

/** Why the delegation is not the one that the mail is about; null where it is. */
export function notAsMailed(subject: SubstituteSubject): 'not-stored' | 'changed-again' | null {
  const delegation = delegationOf(subject);
  // Written just before the delegation itself: where that was refused, there is nothing to tell.
  if (delegation === undefined || delegation.rev < subject.about.rev) return 'not-stored';
  return delegation.rev > subject.about.rev ? 'changed-again' : null;
}

/** The person or the office that somebody else acts for. */
export const awayName = (directory: Directory, { from }: Delegation): string =>
  from.kind === 'person' ? personName(directory, from.id) : officeName(directory, from.id);

export const brokenMail = peopleMail<AboutPeople<'operations-broken'>>();
export const handOverMail = peopleMail<AboutPeople<'items-handed-over'>>();

/** A mail with a list of items; `more` is how many it leaves out, `link` leads to the recipient's tasks. */
export const withItems = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z.strictObject({ recipientName: Line, link: Link, ...fields, items: z.array(ItemLine).max(MOST_LINES), more: Count });
