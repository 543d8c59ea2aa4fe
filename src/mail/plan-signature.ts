/** The mails about a meeting's protocol: to those who sign, and to the secretariat. */
import type { Directory } from '#src/people/directory.ts';
import { personName } from '#src/people/names.ts';
import { subjectOf } from './meeting-subject.ts';
import {
  activePeople,
  type MailPlan,
  type MeetingMailEffect,
  type PlanDeps,
  type PlannedMail,
  type Recipient,
  secretariat,
} from './plan.ts';

/** @throws Error when the meeting is missing */
export async function planSignatureMail(
  deps: PlanDeps,
  directory: Directory,
  effect: MeetingMailEffect,
): Promise<MailPlan> {
  const { template, about, to } = effect.params;
  const { context, subject, state } = await subjectOf(deps, directory, about.meeting, effect.key);
  const { signers, protocol } = context.signatures;
  const asksToSign = template === 'signature-request' || template === 'signature-reminder';
  const answered = signers.find(({ person }) => person === about.person)?.answer !== null;
  if (asksToSign && (state !== 'signing' || protocol !== about.protocol || answered)) {
    return { void: 'not-asked-any-more' };
  }
  const recipients: Recipient[] = 'person' in to ? activePeople(directory, [to.person]) : secretariat(directory);
  if (recipients.length === 0) return { void: 'no-address' };
  const reason = about.reason === undefined ? '' : ((await deps.reader.reason(about.reason)) ?? '');
  const count = context.items.filter(({ struck }) => !struck).length;
  const howMany = (answer: string) => signers.filter((signer) => signer.answer === answer).length;
  const mails = recipients.map((person): PlannedMail => {
    const common = subject(person);
    switch (template) {
      case 'signature-request':
      case 'signature-reminder':
        return { template, person, props: { ...common, link: deps.signUrl(about.meeting), count } };
      case 'signature-overdue': {
        const missing = signers
          .filter(({ answer }) => answer === null)
          .map((each) => personName(directory, each.person));
        return { template, person, props: { ...common, missing: missing.join(', ') } };
      }
      case 'signature-refused':
        return {
          template,
          person,
          props: { ...common, signerName: personName(directory, about.person ?? ''), reason },
        };
      case 'protocol-recalled':
        return { template, person, props: { ...common, reason } };
      case 'protocol-signed':
        return {
          template,
          person,
          props: { ...common, signed: howMany('signed'), reserved: howMany('reserved'), refused: howMany('refused') },
        };
      default:
        throw new Error(`${template} is no mail about a protocol`);
    }
  });
  return { mails };
}
