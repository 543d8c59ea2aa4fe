/**
 * What may be sent to a machine in the state it is in: of every kind of event those that the context makes sensible, so that a graph
 * search with them finds every transition of the chart. The machine refuses what its state does not take.
 */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import type { MeetingEvent } from '#machines/meeting/events.ts';
import type { MachineEvent, MachineName, MachineState } from '#machines/run.ts';
import { drive } from './drive.ts';
import * as given from './given.ts';
import * as hearing from './given-hearing.ts';
import { coAuthor, handOver } from './given-officers.ts';
import { packetBuilt } from './given-packets.ts';
import { births } from './random-walks.ts';

/** Routes of few steps that between them begin with every kind of step, and have every kind behind an approval. */
const routesOf = ({ round }: ItemContext): RouteStep[][] => {
  const [chief, experts, elders] = [`chief-${round}`, `experts-${round}`, `elders-${round}`];
  const [open, council] = [given.organ(`open-${round}`, null), given.organ(`council-${round}`, 'KB')];
  return [
    [given.approval(chief), open],
    [given.approval(chief), given.approval(`director-${round}`), council],
    [given.approval(chief), given.review(experts), council],
    [given.approval(chief), given.hearing(elders), council],
    [given.review(experts), council],
    [given.hearing(elders), council],
    [council, given.organ(`finance-${round}`, 'OEK', 'orienting')],
  ];
};

const itemOffers = (item: given.ItemDriver): ItemEvent[] => {
  const context = item.context();
  const { route, position, requests, version } = context;
  const step = route[position]?.id ?? 'none';
  const text = given.content((version?.n ?? 0) + 1);
  const hearingOf = (n: number) => ({ step, hearing: `hearing-${n}` });
  const rest = route.slice(position);
  const due = { ...given.ofDeadline('deadline'), request: Math.max(1, requests) };
  const remarks = { comment: given.hash(700) };
  return [
    ...routesOf(context).map((each) => ({ ...given.submit(each, text), ...given.reviewWaits })),
    given.approve(item),
    given.correct(item, text),
    given.returned(item),
    given.ask(item),
    given.reply(context.questions?.open[0]?.id),
    handOver(context.owner === 'person-new' ? 'person-newer' : 'person-new'),
    coAuthor('person-co', !context.coAuthors?.includes('person-co')),
    { type: 'recall' },
    { type: 'regret', step: context.approvals.at(-1)?.step ?? 'none' },
    given.amend(item, 'editorial', text),
    given.amend(item, 'substantive', text),
    { type: 'skip', step, reason: given.hash(3) },
    { type: 'assignOrgan', step, organ: 'OEK' },
    given.list(item, `meeting-${context.turn + 1}`),
    { type: 'unlist' },
    { type: 'extendRoute', steps: [given.organ(`more-${route.length}`, 'HU')], recommendation: null },
    { type: 'changeRoute', steps: [...rest, given.organ(`last-${route.length}`, 'HU', 'orienting')] },
    { type: 'changeRoute', steps: [given.hearing(`first-${route.length}`), ...rest] },
    given.comment(item, 'person-a'),
    given.comment(item, 'person-b', remarks),
    given.comment(item, 'person-b', { ...remarks, blocking: true }),
    given.withdraw,
    { type: 'reopen' },
    { type: 'reminderDue', ...due },
    { type: 'escalationDue', ...due },
    { type: 'consentDue', ...due, step },
    { type: 'hearingPlanned', ...hearingOf(context.hearings.length + 1) },
    ...[context.hearings.length, context.hearings.length + 1].flatMap((n): ItemEvent[] => [
      { type: 'hearingConcluded', ...hearingOf(n) },
      { type: 'hearingCancelled', ...hearingOf(n) },
    ]),
    ...reportsOf(item),
    ...takenUpAt(item),
  ];
};

/** What the meeting reports that has the item on its agenda, and meetings that have treated it. */
const reportsOf = (item: given.ItemDriver): ItemEvent[] => {
  const { listing, treatments, signedMeetings, turn, version } = item.context();
  const of = given.reports(item);
  const n = (listing?.report ?? 0) + 1;
  const unsigned = treatments.find(({ meeting }) => !signedMeetings.includes(meeting))?.meeting;
  const last = treatments.at(-1);
  const corrected = {
    version: version?.hash ?? given.hash(1),
    decision: { hash: given.hash(501), effect: 'FWD' as const },
  };
  return [
    ...[of.refused(), of.frozen(n), of.thawed(n), of.dispatched(n), of.struck(n), of.treated('FWD', n)],
    ...(['END', 'BACK', 'FWD', 'SIDE'] as const).flatMap((effect) => [of.ended(effect, n), of.corrected(effect, n)]),
    // A meeting may have treated an item that has left it meanwhile.
    { type: 'meetingSigned', meeting: unsigned ?? `meeting-left-${signedMeetings.length}` },
    ...(last
      ? [
          {
            type: 'decisionCorrected' as const,
            meeting: last.meeting,
            turn: Math.max(1, turn),
            report: last.report + 1,
            ...corrected,
          },
        ]
      : []),
  ];
};

/** What a meeting reports that has taken the item up at the table; each of its reports may be the first to arrive. */
const takenUpAt = (item: given.ItemDriver): ItemEvent[] => {
  const { route, position, turn, version } = item.context();
  const step = route[position];
  if (step?.kind !== 'organ' || step.organ === null || version === null) return [];
  const where = { organ: step.organ, part: 'taken-up' };
  const news = { meeting: `meeting-${turn + 1}`, turn: turn + 1, report: 1 };
  const decided = (effect: 'BACK' | 'END') => ({
    ...news,
    takenUp: where,
    version: version.hash,
    decision: { hash: given.hash(502), effect },
  });
  return [
    { type: 'takenUp', ...news, ...where, version: version.hash },
    { type: 'struck', ...news, takenUp: where },
    { type: 'treated', ...decided('END') },
    ...(['BACK', 'END'] as const).flatMap((effect): ItemEvent[] => [
      { type: 'meetingEnded', ...decided(effect) },
      { type: 'decisionCorrected', ...decided(effect) },
    ]),
  ];
};

const meetingOffers = (meeting: given.MeetingDriver): MeetingEvent[] => {
  const { items, parts, plan, signatures, heard } = meeting.context();
  const item = items.at(-1)?.item ?? 'item-1';
  const movable = items.filter(({ number }) => number === null).map((each) => each.item);
  const turn = Math.max(0, ...Object.values(heard)) + 1;
  const next = { dispatch: { warns: given.due(3), due: given.due(4) }, deadlines: { submissionSoon: given.due(2) } };
  const deadline = { ...given.ofDeadline('deadline'), plan };
  const { signers, request, reminders } = signatures;
  const person = signers.find(({ answer }) => answer === null)?.person ?? 'person-a';
  return [
    ...parts.flatMap(({ id }): MeetingEvent[] => [
      given.itemListed(`item-${items.length + 1}`, turn, id),
      given.freeze(meeting, id),
      given.thaw(id),
      given.dispatch(id),
      packetBuilt(id),
    ]),
    given.itemListed(item, turn, 'no-such-part'),
    { type: 'itemUnlisted', item, turn },
    { type: 'itemWithdrawn', item, turn },
    ...(movable.length > 0 ? [{ type: 'order' as const, items: movable }] : []),
    { type: 'reschedule', date: '2023-12-06', startsAt: '16:00', ...next },
    { type: 'callOff', reason: given.hash(4) },
    { type: 'submissionSoon', ...deadline },
    { type: 'dispatchSoon', ...deadline },
    { type: 'dispatchDue', ...deadline },
    { type: 'review' },
    { type: 'addPart', part: `supplement-${parts.length}` },
    given.strike(item),
    { type: 'begin' },
    given.attended,
    given.takeUp('item-at-the-table', turn),
    given.decide(items.find(({ decision }) => decision === null)?.item ?? item),
    { type: 'end' },
    given.requestSignatures,
    given.sign(person),
    given.refuse(person),
    { type: 'signatureDue', ...given.ofDeadline('deadline'), request: Math.max(1, request), reminder: reminders + 1 },
    { type: 'recallProtocol', reason: given.hash(4) },
  ];
};

/** Answers come while the window is open (minute 12), in its grace on a form opened in time, and after it (minute 99). */
const hearingOffers = (driver: hearing.HearingDriver): MachineEvent[] => {
  const { parties, window } = driver.context();
  const party = parties[0]?.party ?? 'elders';
  const n = window?.n ?? 1;
  const grace = (window?.n ?? 0) * 20 + 2;
  return [
    hearing.invite(parties.length === 0 ? 'elders' : `party-${parties.length}`),
    { type: 'uninvite', party },
    hearing.schedule(true),
    hearing.schedule(false),
    hearing.extend((n + 1) * 20),
    hearing.answer(party, 12),
    hearing.answer(party, grace, 12),
    hearing.answer(party, 99),
    { type: 'decline', party },
    ...(['opens', 'reminds', 'closes', 'graceEnds'] as const).map((type) => hearing.time(type, n)),
    hearing.conclude,
    hearing.cancel,
    { type: 'itemLeft', item: given.ITEM },
  ];
};

const offers: Record<MachineName, (driver: never) => MachineEvent[]> = {
  'agenda-item': itemOffers,
  meeting: meetingOffers,
  hearing: hearingOffers,
};

/** What may be sent to the machine in the state given. */
export const offered = (name: MachineName, state: MachineState): MachineEvent[] =>
  offers[name](drive(name, { state }) as never);

/** The births that lead to different transitions: a meeting's protocol is signed by those who took part, by the chair or by nobody. */
export const birthsOf = (name: MachineName): MachineEvent[] =>
  name === 'meeting' ? [0, 2, 3].map((n) => births[name](n)) : [births[name](0)];
