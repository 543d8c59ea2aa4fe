/** What the mails about a meeting have in common. They name no item, so an agenda with closed items has nothing to leak here. */
import { z } from 'zod';
import type { MeetingMail } from '#machines/effects.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { hasTag } from '#machines/states.ts';
import { shortDayOf, weekdayOf } from '#src/calendar/danish-dates.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { dayOfInstant } from '#src/calendar/zoned.ts';
import type { Directory } from '#src/people/directory.ts';
import { organName } from '#src/people/names.ts';
import type { Person } from '#src/people/types.ts';
import { Line, Link } from './fields.ts';
import { mailsAbout, type PlanDeps, type Recipient, type Sending } from './mail.ts';
import { secretariat } from './recipients.ts';
import { meetingUrl } from './urls.ts';

/** `date` "tirsdag den 5. december 2023", `shortDate` "05-12-2023". */
export const aboutMeeting = <More extends z.ZodRawShape>(more: More) =>
  z.strictObject({ recipientName: Line, organName: Line, date: Line, shortDate: Line, link: Link, ...more });

/** A meeting as it stands at the moment of sending, and what the effect says of the mail. */
export interface MeetingSubject {
  deps: PlanDeps;
  directory: Directory;
  now: Date;
  about: MeetingMail['about'];
  to: MeetingMail['to'];
  context: MeetingContext;
  state: string;
}

export const meetingMail = mailsAbout(
  async ({ deps, directory, effect: { key, params }, now }: Sending<MeetingMail>): Promise<MeetingSubject> => {
    const head = await deps.reader.meeting(params.about.meeting);
    if (head === undefined) throw new Error(`the meeting that the mail ${key} is about does not exist`);
    return { deps, directory, now, about: params.about, to: params.to, ...head };
  },
);

/** The props that every mail about a meeting has. */
export function meetingProps({ deps, directory, about, context }: MeetingSubject, person: Recipient) {
  return {
    recipientName: person.name,
    organName: organName(directory, context.organ),
    date: weekdayOf(context.date),
    shortDate: shortDayOf(context.date),
    link: meetingUrl(deps.publicUrl, about.meeting),
  };
}

export const toSecretariat = ({ directory }: MeetingSubject): Person[] => secretariat(directory);

/** Nobody is called to a meeting that does not take place. */
export const calledOff = ({ state }: MeetingSubject): string | null =>
  hasTag('meeting', state, 'called-off') ? 'meeting-called-off' : null;

/** Its day lies behind, whatever became of it. */
const dayIsOver = ({ context, now }: MeetingSubject): string | null =>
  context.date < dayOfInstant(now.toISOString()) ? 'meeting-over' : null;

/** An agenda that has been sent needs no more warning, nor one of a meeting that is past or does not take place. */
export const agendaSent = (subject: MeetingSubject): string | null =>
  calledOff(subject) ?? dayIsOver(subject) ?? (hasTag('meeting', subject.state, 'unsent') ? null : 'agenda-sent');

/** When the agenda has to be sent at the latest, as a sentence. */
export const dispatchSentence = ({ context: { dispatchDueAt } }: MeetingSubject): string =>
  dispatchDueAt === null ? '-' : `Fristen er ${momentInWords(dispatchDueAt)}.`;

/** Nobody signs a protocol that was recalled, or twice. */
export function noLongerAskedToSign({ state, context, about }: MeetingSubject): string | null {
  const { signers, protocol } = context.signatures;
  const answered = signers.find(({ person }) => person === about.person)?.answer !== null;
  return !hasTag('meeting', state, 'awaits-signatures') || protocol !== about.protocol || answered
    ? 'not-asked-any-more'
    : null;
}

/** How many items a protocol has decisions on. */
export const itemCount = ({ context }: MeetingSubject): number => context.items.filter(({ struck }) => !struck).length;
