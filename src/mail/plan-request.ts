/** The request to approve: to whoever acts for the step's office, each with a link of their own, or else to the secretariat. */
import { currentStep } from '#machines/agenda-item/context.ts';
import { dayOf, hoursInWords } from '#src/calendar/danish-dates.ts';
import { issueLink } from '#src/links/issue-link.ts';
import { LINK_EVENTS, type LinkEventType } from '#src/links/link.ts';
import { type ItemHead, isStillAsked } from '#src/links/status.ts';
import { officeName, organName, personName } from '#src/people/names.ts';
import { capacitiesOf, capacityFor, whoActsFor } from '#src/people/offices.ts';
import type { Person } from '#src/people/types.ts';
import { activePeople, contentOf, formOf, isClosed, type MailPlan, type Planning, secretariat } from './plan.ts';
import type { NextStop } from './templates.ts';

/** An approval link dies earlier when the item moves on. */
const LINK_DAYS = 30;
const DAY = 86_400_000;

/** Nothing once the round or the version has moved on or the step is passed: another mail has gone out, or none is wanted. */
export async function planRequest(
  planning: Planning,
  template: 'approval-request' | 'approval-reminder' | 'approval-escalation',
): Promise<MailPlan> {
  const { deps, directory, about, head, now } = planning;
  const step = currentStep(head.context);
  const { round, version } = about;
  if (!isStillAsked(head, about) || step?.kind !== 'approval' || round === undefined || version === undefined) {
    return { void: 'not-asked-any-more' };
  }
  const content = await contentOf(planning, version);
  const closed = isClosed(content, head);
  const { caseNumber, title } = content;
  const office = officeName(directory, step.office);
  const officerName = personName(directory, head.context.owner);
  const asked = whoIsAsked(planning, step.office);
  const waited = elapsed((await deps.reader.requestedAt(about.item, about.request ?? 0)) ?? now, now);
  if (template === 'approval-escalation') {
    const askedNames = asked.map(({ person }) => person.name).join(', ') || office;
    const mails = toldOf(planning, step.office).map((person) => {
      const common = {
        caseNumber,
        link: deps.itemUrl(about.item),
        recipientName: person.name,
        officeName: office,
        waited,
      };
      return { template, person, props: formOf(closed, common, () => ({ title, askedNames, officerName })) };
    });
    return { mails };
  }
  if (asked.length === 0) {
    const link = deps.itemUrl(about.item);
    const mails = secretariat(directory).map((person) => {
      const common = { caseNumber, link, recipientName: person.name, officeName: office };
      const props = formOf(closed, common, () => ({ title, officerName, ...placeOf(head) }));
      return { template: 'approval-vacant' as const, person, props };
    });
    return { mails };
  }
  const expiresAt = new Date(now.getTime() + LINK_DAYS * DAY);
  const purpose = `${about.item} ${step.id} ${round} ${about.request ?? 0}`;
  const mails = asked.map(async ({ person, standIn, events }) => {
    const bound = { item: about.item, step: step.id, round, version, events, level: 2 as const, expiresAt };
    const link = await issueLink(deps, { purpose, person: person.id, ...bound }, now);
    const common = { caseNumber, link: link.url, approverName: person.name, expires: dayOf(link.expiresAt) };
    if (template === 'approval-reminder') {
      const props = formOf(closed, { ...common, waited }, () => ({ title, officeName: office, officerName }));
      return { template, person, props };
    }
    const next = nextStop(planning);
    const props = formOf(closed, common, () => ({
      title,
      officeName: office,
      standIn,
      officerName,
      ...placeOf(head),
      next,
    }));
    return { template: 'approval-request' as const, person, props };
  });
  return { mails: await Promise.all(mails) };
}

/** Whoever the office answers to, and the officer; nobody above it means the secretariat. */
function toldOf({ directory, head, now }: Planning, office: string): Person[] {
  const superior = directory.offices.get(office)?.superior ?? null;
  const above = superior === null ? [] : activePeople(directory, whoActsFor(directory, superior, now).people);
  const told = above.length > 0 ? above : secretariat(directory);
  const officer = activePeople(directory, [head.context.owner]).filter(
    ({ id }) => !told.some((each) => each.id === id),
  );
  return [...told, ...officer];
}

interface CommandRequest {
  person: Person;
  standIn: 'holder' | 'acting' | 'deputy' | 'superior' | 'delegate';
  /** What this person may do with the step; a delegation may cover less than all. */
  events: LinkEventType[];
}

function whoIsAsked({ directory, now }: Planning, office: string): CommandRequest[] {
  const { kind, people, delegates } = whoActsFor(directory, office, now);
  const asked = (ids: string[], standIn: CommandRequest['standIn']) =>
    activePeople(directory, ids).map((person) => {
      const capacities = capacitiesOf(directory, person.id, now);
      return {
        person,
        standIn,
        events: LINK_EVENTS.filter((event) => capacityFor(capacities, office, event) !== null),
      };
    });
  const seated = kind === 'nobody' ? [] : asked(people, kind);
  return [...seated, ...asked(delegates, 'delegate')].filter(({ events }) => events.length > 0);
}

/** The current step's place among the approvals of the route. */
function placeOf({ context }: ItemHead): { step: number; steps: number } {
  const approvals = context.route.filter(({ kind }) => kind === 'approval');
  const current = currentStep(context)?.id;
  return { step: approvals.findIndex(({ id }) => id === current) + 1, steps: approvals.length };
}

function nextStop({ directory, head: { context } }: Planning): NextStop {
  const next = context.route[context.position + 1];
  if (next?.kind === 'approval') return { kind: 'office', name: officeName(directory, next.office) };
  if (next?.kind === 'hearing') return { kind: 'hearing' };
  return next?.organ ? { kind: 'organ', name: organName(directory, next.organ) } : { kind: 'organ-not-chosen' };
}

/** How long it has been, in the largest unit that says enough: "3 dage", "5 timer", "under en time". */
function elapsed(since: Date, now: Date): string {
  const hours = Math.floor((now.getTime() - since.getTime()) / 3_600_000);
  return hours < 1 ? 'under en time' : hoursInWords(hours);
}
