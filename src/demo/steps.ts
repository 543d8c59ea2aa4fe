/** What is done in the demo, step by step: when on the demo's clock, by whom, and with which request. Pure. */
import type { TimelineEntry } from '#src/store/timeline.ts';
import type { DemoAgenda, DemoMeeting } from './agenda.ts';

/** What a step may use: other people's hands on the service, by HTTP. */
export interface Hands {
  /** Asks the JSON API as somebody; `key` is the request's idempotency key. */
  send(person: string, method: 'POST' | 'PUT', address: string, body: unknown, key: string): Promise<unknown>;
  /** Opens the link in the newest mail that asks for an approval, signs in there and presses the button. */
  approveByMail(person: string): Promise<void>;
  /** The revision of a draft as its owner sees it. */
  draftRevision(person: string, item: string): Promise<number>;
}

export interface Step {
  /** Wall-clock time in Europe/Copenhagen, `YYYY-MM-DDTHH:MM`. */
  at: string;
  person: string;
  /** Whether the record shows that it has been done. */
  isDone(record: readonly TimelineEntry[]): boolean;
  act(hands: Hands, record: readonly TimelineEntry[]): Promise<unknown>;
}

const causedBy = (record: readonly TimelineEntry[], person: string, key: string) =>
  record.find(({ cause }) => cause === `${person}:${key}`);

/** The stream that a request of somebody began. @throws Error when it has not been made */
export function streamOf(record: readonly TimelineEntry[], person: string, key: string): string {
  const found = causedBy(record, person, key);
  if (found === undefined) throw new Error(`${key} er ikke gjort endnu`);
  return found.stream;
}

export const itemOf = (agenda: DemoAgenda, record: readonly TimelineEntry[]): string =>
  streamOf(record, agenda.officer.person, `${agenda.key}-create`);

/** All steps in the order of the demo's clock. */
export function stepsOf(agenda: DemoAgenda): Step[] {
  const { officer, secretary } = agenda;
  const request = (
    at: string,
    person: string,
    name: string,
    address: (record: readonly TimelineEntry[]) => string,
    body: (record: readonly TimelineEntry[]) => unknown,
  ): Step => {
    const key = `${agenda.key}-${name}`;
    return {
      at,
      person,
      isDone: (record) => causedBy(record, person, key) !== undefined,
      act: (hands, record) => hands.send(person, 'POST', address(record), body(record), key),
    };
  };
  const item = (record: readonly TimelineEntry[]) => itemOf(agenda, record);
  const itemEvents = (record: readonly TimelineEntry[]) => `/api/v1/items/${item(record)}/events`;

  const meetingSteps = (meeting: DemoMeeting): Step[] => {
    const name = (what: string) => `${what}-${meeting.organ}`;
    const id = (record: readonly TimelineEntry[]) =>
      streamOf(record, secretary.person, `${agenda.key}-${name('plan')}`);
    const { organ, startsAt, decision, outcomes } = meeting;
    const onMeeting = (
      at: string,
      what: string,
      body: Record<string, unknown> | ((record: readonly TimelineEntry[]) => unknown),
    ) =>
      request(
        at,
        secretary.person,
        name(what),
        (record) => `/api/v1/meetings/${id(record)}/events`,
        (record) => (typeof body === 'function' ? body(record) : body),
      );
    return [
      request(
        meeting.plannedAt,
        secretary.person,
        name('plan'),
        () => '/api/v1/meetings',
        () => ({
          organ,
          date: decision.date,
          startsAt,
        }),
      ),
      request(meeting.listedAt, secretary.person, name('list'), itemEvents, (record) => ({
        type: 'list',
        meeting: id(record),
      })),
      onMeeting(meeting.frozenAt, 'freeze', { type: 'freeze', part: 'agenda' }),
      onMeeting(meeting.dispatchedAt, 'dispatch', { type: 'dispatch', part: 'agenda', lateReason: null }),
      onMeeting(meeting.begunAt, 'begin', { type: 'begin' }),
      onMeeting(meeting.decidedAt, 'decide', (record) => ({
        type: 'recordDecision',
        item: item(record),
        text: decision.text,
        outcomes,
        absences: decision.absences,
      })),
      onMeeting(meeting.endedAt, 'end', { type: 'end' }),
    ];
  };

  const steps = [
    request(
      agenda.draft.createdAt,
      officer.person,
      'create',
      () => '/api/v1/items',
      () => ({ type: agenda.content.type }),
    ),
    saveDraft(agenda),
    submit(agenda),
    ...agenda.ladder.map(({ person, office, approvedAt }) => approve(person, office, approvedAt)),
    ...agenda.meetings.flatMap(meetingSteps),
    ...agenda.later.flatMap(({ extendedAt, recommendation, meetings }, index) => [
      request(extendedAt, officer.person, `extend-${index + 1}`, itemEvents, () => ({
        type: 'extendRoute',
        stops: meetings.map(({ organ, role }) => ({ organ, role })),
        recommendation,
      })),
      ...meetings.flatMap(meetingSteps),
    ]),
  ];
  return steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** A draft leaves no transition: what shows that it was saved is that it was sent. */
function saveDraft(agenda: DemoAgenda): Step {
  const { officer, draft, content, ladder, meetings } = agenda;
  const plan = [
    ...ladder.map(({ office }) => ({ kind: 'approval', office })),
    ...meetings.map(({ organ, role }) => ({ kind: 'organ', organ, role })),
  ];
  return {
    at: draft.savedAt,
    person: officer.person,
    isDone: (record) => causedBy(record, officer.person, `${agenda.key}-submit`) !== undefined,
    async act(hands, record) {
      const item = itemOf(agenda, record);
      const rev = await hands.draftRevision(officer.person, item);
      const body = { rev, draft: { content, plan } };
      await hands.send(officer.person, 'PUT', `/api/v1/items/${item}/draft`, body, `${agenda.key}-draft`);
    },
  };
}

function submit(agenda: DemoAgenda): Step {
  const { person } = agenda.officer;
  const key = `${agenda.key}-submit`;
  return {
    at: agenda.draft.submittedAt,
    person,
    isDone: (record) => causedBy(record, person, key) !== undefined,
    async act(hands, record) {
      const item = itemOf(agenda, record);
      const rev = await hands.draftRevision(person, item);
      await hands.send(person, 'POST', `/api/v1/items/${item}/events`, { type: 'submit', rev }, key);
    },
  };
}

const approve = (person: string, office: string, at: string): Step => ({
  at,
  person,
  isDone: (record) =>
    record.some(({ event, actor }) => event.type === 'approve' && actor.kind === 'person' && actor.office === office),
  act: (hands) => hands.approveByMail(person),
});
