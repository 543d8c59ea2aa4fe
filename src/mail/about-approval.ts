/** What the mails about the approval that an item waits for have in common. */
import { z } from 'zod';
import { currentStep } from '#machines/agenda-item/context.ts';
import { dayOf } from '#src/calendar/danish-dates.ts';
import { issueLink } from '#src/links/issue-link.ts';
import { LINK_EVENTS, type LinkEventType } from '#src/links/link.ts';
import { type ItemHead, isStillAsked } from '#src/links/status.ts';
import { officeName } from '#src/people/names.ts';
import { capacitiesOf, capacityFor, whoActsFor } from '#src/people/offices.ts';
import type { Person } from '#src/people/types.ts';
import {
  approvalsAtOnce,
  type GivenApproval,
  mayApproveAtStep,
  organsAllowOwn,
} from '#src/policies/approval-policies.ts';
import { spanInWords } from '#src/words/elapsed.ts';
import type { ItemSubject } from './about-item.ts';
import { activePeople } from './recipients.ts';

/** A step's place among the approvals of its route, counted from 1. */
export const Place = z.number().int().min(1).max(100);

/** An approval link dies earlier when the item moves on. */
const LINK_DAYS = 30;
const DAY = 86_400_000;
const HOUR = 3_600_000;

/** In which capacity somebody is asked to act for an office. */
export const CAPACITIES = ['holder', 'acting', 'deputy', 'superior', 'delegate'] as const;

export interface AskedPerson extends Person {
  standIn: (typeof CAPACITIES)[number];
  /** What this person may do with the step; a delegation may cover less than all. */
  events: LinkEventType[];
  /** What they approve at once; none where they may not approve. */
  given: GivenApproval[];
}

/** Once the round or the version has moved on or the step is passed, another mail has gone out, or none is wanted. */
export const noLongerAsked = ({ head, about }: ItemSubject): string | null =>
  isStillAsked(head, about) && currentStep(head.context)?.kind === 'approval' ? null : 'not-asked-any-more';

/** The office whose approval the item waits for. @throws Error where it waits for none, which `noLongerAsked` has ruled out */
export function askedOffice({ head, key }: ItemSubject): string {
  const step = currentStep(head.context);
  if (step?.kind !== 'approval') throw new Error(`the item that the mail ${key} is about waits for no approval`);
  return step.office;
}
export const askedOfficeName = (subject: ItemSubject): string => officeName(subject.directory, askedOffice(subject));

/**
 * Whoever acts for the office of the current step, and those to whom that is delegated, but for whom it would be an approval of their
 * own that the organs do not allow; nobody where it is vacant.
 */
export function whoIsAsked(subject: ItemSubject): AskedPerson[] {
  const { directory, head, now } = subject;
  const { context } = head;
  const office = askedOffice(subject);
  const { kind, people, delegates } = whoActsFor(directory, office, now);
  const ownIsAllowed = organsAllowOwn(directory, context);
  const asked = (ids: string[], standIn: AskedPerson['standIn']) =>
    activePeople(directory, ids).flatMap((person): AskedPerson[] => {
      const offices = capacitiesOf(directory, person.id, now);
      const verdict = mayApproveAtStep({ person: person.id, offices }, currentStep(context), context, ownIsAllowed);
      if (!verdict.ok && verdict.rule === 'not-ones-own') return [];
      const events = LINK_EVENTS.filter((event) => capacityFor(offices, office, event) !== null);
      const given = approvalsAtOnce({ person: person.id, offices }, context, ownIsAllowed);
      return events.length > 0 ? [{ ...person, standIn, events, given }] : [];
    });
  const seated = kind === 'nobody' ? [] : asked(people, kind);
  return [...seated, ...asked(delegates, 'delegate')];
}

/** The link to read and act through, the same in every mail of one request, and the Danish date of its last day. */
export async function approvalLink({ deps, about, now }: ItemSubject, { id, events }: AskedPerson) {
  const { item, step = '', round = 0, version = '', request = 0 } = about;
  const expiresAt = new Date(now.getTime() + LINK_DAYS * DAY);
  const purpose = `${item} ${step} ${round} ${request}`;
  const bound = { item, step, round, version, events, level: 2 as const, expiresAt };
  const link = await issueLink(deps, { purpose, person: id, ...bound }, now);
  return { link: link.url, expires: dayOf(link.expiresAt) };
}

/** The current step's place among the approvals of the route. */
export function placeOf({ context }: ItemHead): { step: number; steps: number } {
  const approvals = context.route.filter(({ kind }) => kind === 'approval');
  const current = currentStep(context)?.id;
  return { step: approvals.findIndex(({ id }) => id === current) + 1, steps: approvals.length };
}

/** How long ago the request was made, in the largest unit that says enough: "3 dage", "5 timer", "under en time". */
export async function waitingTime({ deps, about, now }: ItemSubject): Promise<string> {
  const asked = (await deps.reader.past(about.item)).find(({ context }) => context.requests === (about.request ?? 0));
  const since = asked?.at ?? now;
  return now.getTime() - since.getTime() < HOUR ? 'under en time' : (spanInWords(since, now) ?? '');
}
