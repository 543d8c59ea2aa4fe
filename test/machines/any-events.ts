/** Events for random walks: sensible and not, of every kind that a machine knows. */
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import type { MeetingEvent } from '#machines/meeting/events.ts';
import type { MachineEvent } from '#machines/run.ts';
import * as given from './given.ts';
import * as hearing from './given-hearing.ts';
import { packetBuilt } from './given-packets.ts';

/** Something of every kind that could be sent to the item now, sensible or not. */
export const itemEvents = (item: given.ItemDriver, n: number): ItemEvent[] => {
  const of = given.reports(item);
  const step = item.context().route[item.context().position]?.id ?? 'none';
  const fresh = [given.approval(`a${n}`), given.hearing(`h${n}`), given.organ(`o${n}`, n % 2 ? 'KB' : null)];
  return [
    given.submit(fresh, given.content(n)),
    given.submit([given.organ(`o${n}`, n % 3 ? 'OEK' : null), given.organ(`p${n}`, 'KB')], given.content(n)),
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
    { type: 'escalationDue', ...given.ofDeadline('d'), request: item.context().requests || 1 },
    { type: 'reopen' },
    { type: 'hearingConcluded', step, hearing: 'hearing-1' },
    { type: 'hearingCancelled', step, hearing: 'hearing-1' },
    ...[of.refused(), of.frozen(), of.thawed(), of.dispatched(), of.struck(), of.treated(), of.signed()],
    ...(['LIFT', 'SIDE', 'BACK', 'SAME', 'FWD', 'END'] as const).map((effect) => of.ended(effect)),
    ...correctedOrTakenUp(item, n),
  ];
};
/** The same with reviews on the route. */
export const reviewEvents = (item: given.ItemDriver, n: number): ItemEvent[] => {
  const { route, position, requests } = item.context();
  const fresh = [given.review(`v${n}`, n % 2 ? ['person-a'] : undefined), given.approval(`a${n}`)];
  const by = [given.reviewByOrgan(`w${n}`, 'HU'), given.organ(`o${n}`, 'KB')];
  const deadline = { ...given.ofDeadline('d'), request: requests || 1 };
  return [
    { ...given.submit([...fresh, ...by], given.content(n)), ...given.reviewWaits },
    given.comment(item, 'person-a'),
    { ...given.comment(item, 'person-b', { comment: given.hash(n) }), ...given.reviewWaits },
    given.comment(item, 'person-c', { comment: given.hash(n), blocking: n % 3 === 0 }),
    { type: 'changeRoute', ...given.reviewWaits, steps: [given.review(`u${n}`), ...route.slice(position)] },
    { type: 'reminderDue', ...deadline },
    { type: 'consentDue', ...given.reviewWaits, ...deadline, step: route[position]?.id ?? 'none' },
    ...itemEvents(item, n),
  ];
};
/** What a meeting that has ended, or that the item is not listed at, may report. */
const correctedOrTakenUp = (item: given.ItemDriver, n: number): ItemEvent[] => {
  const { route, position, treatments, turn } = item.context();
  const step = route[position];
  const organ = (step?.kind === 'organ' && step.organ) || 'OEK';
  const news = { meeting: `meeting-${n}`, turn: turn + 1, report: n };
  const where = { organ, part: 'taken-up' };
  const version = given.hash(n);
  const decision = { hash: given.hash(500 + n), effect: n % 3 ? ('FWD' as const) : ('BACK' as const) };
  const meeting = treatments.at(-1)?.meeting ?? given.MEETING;
  return [
    given.reports(item).corrected(decision.effect),
    { type: 'decisionCorrected', ...news, meeting, version, decision },
    { type: 'decisionCorrected', ...news, takenUp: where, version, decision },
    { type: 'meetingEnded', ...news, takenUp: where, version, decision },
    { type: 'treated', ...news, takenUp: where, version, decision },
    { type: 'struck', ...news, takenUp: where },
    { type: 'takenUp', ...news, ...where, version },
    { type: 'meetingSigned', meeting },
    { type: 'changeRoute', steps: [...route.slice(position), given.organ(`c${n}`, 'KB')] },
  ];
};
/** The same for a meeting. */
export const meetingEvents = (meeting: given.MeetingDriver, n: number): MeetingEvent[] => {
  const { items, parts, signatures } = meeting.context();
  const { signers } = signatures;
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
    given.refuse(signers[n % Math.max(1, signers.length)]?.person ?? 'person-b'),
    { type: 'recallProtocol', reason: given.hash(n) },
    given.decide(item),
    given.decide(
      item,
      n % 2 ? 'FWD' : 'END',
      600 + n,
      items.find((each) => each.item === item)?.decision?.hash ?? null,
    ),
    given.strike(item),
    { type: 'end' },
    ...plannedAnew(meeting, n),
    ...(n % 9 === 0 ? [{ type: 'callOff' as const, reason: given.hash(n) }] : []),
  ].filter((event): event is MeetingEvent => event.type !== 'order' || (event.items ?? []).length > 0);
};
/** The same with packets that become ready, for any of its parts, in order and not. */
export const packetEvents = (meeting: given.MeetingDriver, n: number): MeetingEvent[] => {
  const { parts, packets } = meeting.context();
  const part = parts[n % parts.length]?.id ?? 'agenda';
  return [packetBuilt('agenda', (packets?.members ?? 0) + (n % 3)), packetBuilt(part, 1), ...meetingEvents(meeting, n)];
};
/** The meeting moved to another day, and what its deadlines bring. */
const plannedAnew = (meeting: given.MeetingDriver, n: number): MeetingEvent[] => {
  const { plan, signatures } = meeting.context();
  const dispatch = n % 4 === 0 ? null : { warns: given.due(n), due: given.due(n + 1) };
  const deadline = given.ofDeadline('d');
  const { request, reminders, signers } = signatures;
  return [
    { type: 'reschedule', date: '2023-12-06', startsAt: '16:00', dispatch },
    { type: 'dispatchSoon', ...deadline, plan },
    { type: 'dispatchDue', ...deadline, plan },
    { type: 'dispatch', part: 'agenda', late: true, lateReason: given.hash(n) },
    { type: 'signatureDue', ...deadline, request: Math.max(1, request), reminder: reminders + 1 },
    { type: 'signatureDue', ...deadline, request: Math.max(1, request), reminder: reminders + 1 },
    given.sign(signers[n % Math.max(1, signers.length)]?.person ?? 'person-b', n % 2 ? given.hash(n) : null),
  ];
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
    hearing.answer(null, 10 + (n % 20), n % 3 ? 10 + (n % 15) : null),
    { type: 'decline', party },
    { type: 'uninvite', party },
    ...times,
    ...times,
    ...(n % 9 === 0 ? [hearing.conclude, hearing.cancel] : []),
    { type: 'itemLeft', item: 'item-1' },
  ];
};
