/** The mails about a meeting's agenda: to the members when it is sent, to the secretariat when its deadline nears or is missed. */
import { AGENDA, itemsOfPart } from '#machines/meeting/context.ts';
import { pointed } from '#src/calendar/danish-dates.ts';
import type { Directory } from '#src/people/directory.ts';
import { reachableMembers, subjectOf } from './meeting-subject.ts';
import { type MailPlan, type MeetingMailEffect, type PlanDeps, type PlannedMail, secretariat } from './plan.ts';

/** @throws Error when the meeting is missing */
export async function planDispatchMail(
  deps: PlanDeps,
  directory: Directory,
  effect: MeetingMailEffect,
): Promise<MailPlan> {
  const { template, about } = effect.params;
  const { context, subject, dispatchSentence, state } = await subjectOf(deps, directory, about.meeting, effect.key);
  if (template === 'agenda-dispatched') {
    const part = context.parts.find(({ id }) => id === about.part);
    const items = itemsOfPart(context, about.part ?? '').filter(({ struck }) => !struck);
    const lateReason = part?.lateReason ? ((await deps.reader.reason(part.lateReason)) ?? '') : '';
    const more = {
      startsAt: pointed(context.startsAt),
      place: context.place,
      count: items.length,
      supplement: about.part !== AGENDA,
      lateReason,
    };
    const mails = reachableMembers(directory, context.organ, context.date).map(
      (person): PlannedMail => ({ template, person, props: { ...subject(person), ...more } }),
    );
    // An organ whose members are only names in print has nobody to write to.
    return mails.length === 0 ? { void: 'no-members' } : { mails };
  }
  if (template !== 'dispatch-soon' && template !== 'dispatch-overdue') throw new Error(`${template} is no agenda mail`);
  if (!['planned', 'collecting', 'reviewed', 'frozen'].includes(state)) return { void: 'agenda-sent' };
  return {
    mails: secretariat(directory).map((person) => ({
      template,
      person,
      props: { ...subject(person), sentence: dispatchSentence },
    })),
  };
}
