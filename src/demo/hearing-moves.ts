/** A hearing of a play: who is heard, what they answer, and what it comes to. Pure. */
import { partyIdOf } from '#src/commands/invite-parties.ts';
import type { PlayHearing } from './play.ts';
import type { Moves, Record } from './play-moves.ts';
import type { Step } from './steps.ts';

/** The steps of one hearing, from its plan to its note. */
export function hearingSteps(moves: Moves, hearing: PlayHearing): Step[] {
  const { item, type, parties, opensOn, closesOn } = hearing;
  const { officer } = moves.item(item);
  const id = moves.hearingId(item);
  const event = (at: string, what: string, body: () => unknown) =>
    moves.request(at, officer, `${what}-${item}`, (record) => `/api/v1/hearings/${id(record)}/events`, body);
  const happened = (record: Record, kind: 'answer' | 'decline', email: string) =>
    record.some(
      ({ stream, event: each }) =>
        each.type === kind && stream === id(record) && each.party === partyIdOf(id(record), email),
    );
  return [
    moves.request(
      hearing.plannedAt,
      officer,
      `hear-${item}`,
      () => '/api/v1/hearings',
      (record) => ({ item: moves.itemId(item)(record), hearingType: type }),
    ),
    event(hearing.plannedAt, 'invite', () => ({ type: 'invite', parties })),
    event(hearing.scheduledAt, 'schedule', () => ({ type: 'schedule', opensOn, closesOn })),
    ...hearing.answers.flatMap(({ email, name, openedAt, at, text }): Step[] => {
      const isDone = (record: Record) => happened(record, 'answer', email);
      const open: Step[] =
        openedAt === undefined
          ? []
          : [{ at: openedAt, person: email, isDone, act: (hands, record) => hands.openAnswer(email, id(record)) }];
      return [
        ...open,
        { at, person: email, isDone, act: (hands, record) => hands.sendAnswer(email, id(record), { name, text }) },
      ];
    }),
    ...hearing.declines.map(
      ({ email, at }): Step => ({
        at,
        person: email,
        isDone: (record) => happened(record, 'decline', email),
        act: (hands, record) => hands.declineHearing(email, id(record)),
      }),
    ),
    event(hearing.concludedAt, 'conclude', () => ({ type: 'conclude', note: hearing.note })),
  ];
}
