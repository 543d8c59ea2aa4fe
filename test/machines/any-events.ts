/** Events for random walks: sensible and not, of every kind that a machine knows. */
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import type { MeetingEvent } from '#machines/meeting/events.ts';
import type { MachineEvent } from '#machines/run.ts';
import * as given from './given.ts';
import * as hearing from './given-hearing.ts';

/** Something of every kind that could be sent to the item now, sensible or not. */
export const itemEvents = (item: given.ItemDriver, n: number): ItemEvent[] => {
  const of = given.reports(item);
  const step = item.context().route[item.context().position]?.id ?? 'none';
  const fresh = [given.approval(`a${n}`), given.hearing(`h${n}`), given.organ(`o${n}`, n % 2 ? 'KB' : null)];
  return [
    given.submit(fresh, given.content(n)),
    given.approve(item),
    given.correct(item, given.content(n)),
    given.returned(item),
    { type: 'recall' },
    { type: 'regret', step: item.context().approvals.at(-1)?.step ?? 'none' },
    given.amend(item, 'editorial', given.content(n)),
    given.amend(item, 'substantive', given.content(n)),
    { type: 'skip', step, reason: given.hash(n) },
    { type: 'assignOrgan', step, organ: 'OEK' },
    given.list(item, `meeting-${n}`),
    given.list(item, `meeting-${n}`),
    { type: 'unlist' },
    { type: 'extendRoute', steps: [given.organ(`x${n}`, 'HU')], recommendation: given.hash(n) },
    given.withdraw,
    { type: 'changeRoute', steps: [given.hearing(`h${n}`), ...item.context().route.slice(item.context().position)] },
    { type: 'hearingPlanned', step, hearing: 'hearing-1' },
    { type: 'reminderDue', ...given.ofDeadline('d'), request: item.context().requests || 1 },
    { type: 'reopen' },
    { type: 'hearingConcluded', step, hearing: 'hearing-1' },
    { type: 'hearingCancelled', step, hearing: 'hearing-1' },
    ...[of.refused(), of.frozen(), of.thawed(), of.dispatched(), of.struck(), of.treated(), of.signed()],
    ...(['LIFT', 'SIDE', 'BACK', 'SAME', 'FWD', 'END'] as const).map((effect) => of.ended(effect)),
  ];
};
/** The same for a meeting. */
export const meetingEvents = (meeting: given.MeetingDriver, n: number): MeetingEvent[] => {
  const { items, parts } = meeting.context();
  const item = items[n % Math.max(1, items.length)]?.item ?? 'item-x';
  const part = parts[n % parts.length]?.id ?? 'agenda';
  return [
    given.itemListed(`item-${n}`, 1, part),
    given.itemListed(`item-${n}`, n + 1, part),
    { type: 'itemUnlisted', item, turn: n + 2 },
    { type: 'itemWithdrawn', item, turn: n + 2 },
    {
      type: 'order',
      items: [...items.filter(({ number }) => number === null).map((each) => each.item), item].slice(0, -1),
    },
    given.freeze(meeting, part),
    given.thaw(part),
    given.dispatch(part),
    { type: 'addPart', part: `supplement-${n}` },
    { type: 'begin' },
    given.attended,
    { type: 'review' },
    given.takeUp(`item-${n}`, n + 3),
    given.requestSignatures,
    given.sign('person-a'),
    given.refuse('person-b'),
    { type: 'recallProtocol', reason: given.hash(n) },
    given.decide(item),
    given.strike(item),
    { type: 'end' },
  ].filter((event): event is MeetingEvent => event.type !== 'order' || (event.items ?? []).length > 0);
};

/** The same for a hearing. */
export const hearingEvents = (driver: hearing.HearingDriver, n: number): MachineEvent[] => {
  const window = driver.context().window?.n ?? 1;
  const times = (['opens', 'reminds', 'closes', 'graceEnds'] as const).map((type) => hearing.time(type, window));
  const [party = 'nobody'] = driver.context().parties.map(({ party: id }) => id);
  return [
    hearing.invite(`party-${n}`),
    hearing.schedule(n % 2 === 0, 20 + (n % 7)),
    hearing.extend(20 + n),
    hearing.answer(party, 10 + (n % 20), n % 3 ? 10 + (n % 15) : null),
    { type: 'decline', party },
    { type: 'uninvite', party },
    ...times,
    ...times,
    ...(n % 9 === 0 ? [hearing.conclude, hearing.cancel] : []),
    { type: 'itemLeft', item: 'item-1' },
  ];
};
