/** A hearing of a scenario: who is heard, what they answer, and what it comes to. Pure. */
import { partyIdOf } from '#src/commands/hearing/invite.ts';
import type { ScenarioHearing } from './scenario.ts';
import type { Record, ScenarioRequests } from './scenario-requests.ts';
import type { Step } from './steps.ts';

/** The steps of one hearing, from its plan to its note. */
export function hearingSteps(requests: ScenarioRequests, hearing: ScenarioHearing): Step[] {
  const { item, type, parties, opensOn, closesOn } = hearing;
  const { officer } = requests.item(item);
  const id = requests.hearingId(item);
  const event = (at: string, what: string, body: () => unknown) =>
    requests.request(at, officer, `${what}-${item}`, (record) => `/api/v1/hearings/${id(record)}/events`, body);
  const happened = (record: Record, kind: 'answer' | 'decline', email: string) =>
    record.some(
      ({ stream, event: each }) =>
        each.type === kind && stream === id(record) && each.party === partyIdOf(id(record), email),
    );
  return [
    requests.request(
      hearing.plannedAt,
      officer,
      `hear-${item}`,
      () => '/api/v1/hearings',
      (record) => ({ item: requests.itemId(item)(record), hearingType: type }),
    ),
    event(hearing.plannedAt, 'invite', () => ({ type: 'invite', parties })),
    event(hearing.scheduledAt, 'schedule', () => ({ type: 'schedule', opensOn, closesOn })),
    ...hearing.answers.flatMap(({ email, name, openedAt, at, text }): Step[] => {
      const isDone = (record: Record) => happened(record, 'answer', email);
      const open: Step[] =
        openedAt === undefined
          ? []
          : [{ at: openedAt, person: email, isDone, act: (driver, record) => driver.openAnswer(email, id(record)) }];
      return [
        ...open,
        { at, person: email, isDone, act: (driver, record) => driver.sendAnswer(email, id(record), { name, text }) },
      ];
    }),
    ...hearing.declines.map(
      ({ email, at }): Step => ({
        at,
        person: email,
        isDone: (record) => happened(record, 'decline', email),
        act: (driver, record) => driver.declineHearing(email, id(record)),
      }),
    ),
    event(hearing.concludedAt, 'conclude', () => ({ type: 'conclude', note: hearing.note })),
  ];
}
