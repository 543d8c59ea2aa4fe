/** Journeys that together reach every state and every event of the machines; each step is the event and the state it leads to. */
import type { MachineEvent, MachineName, MachineState } from '#machines/run.ts';
import * as given from './given.ts';
import * as hearing from './given-hearing.ts';

type AnyDriver = given.ItemDriver | given.MeetingDriver | hearing.HearingDriver;

export interface Reached {
  machine: MachineName;
  event: MachineEvent['type'];
  state: MachineState;
}

/** Walks all journeys. @throws when an event of a journey is refused */
export function walkEverything(): Reached[] {
  const reached: Reached[] = [];
  const record = <D extends AnyDriver>(machine: MachineName, birth: 'create' | 'plan', d: D) => {
    reached.push({ machine, event: birth, state: d.state() });
    return (event: MachineEvent) => {
      d.send(event);
      reached.push({ machine, event: event.type, state: d.state() });
    };
  };
  changesOfMind(record);
  reviews(record);
  meetings(record);
  meetingJourney(record);
  hearings(record);
  return reached;
}

type Recorder = <D extends AnyDriver>(
  machine: MachineName,
  birth: 'create' | 'plan',
  driver: D,
) => (event: MachineEvent) => void;

function changesOfMind(record: Recorder): void {
  const item = given.newItem();
  const send = record('agenda-item', 'create', item);
  const hearingFirst = [given.hearing('elders'), given.organ('council', 'KB')];
  send(given.submit());
  const request = { ...given.ofDeadline('item-1-reminder-1'), request: 1 };
  send(given.ask(item));
  send(given.reply());
  send({ type: 'reminderDue', ...request });
  send({ type: 'escalationDue', ...request });
  send({ type: 'recall' });
  send(given.submit());
  send(given.approve(item));
  send({ type: 'regret', step: 'chief' });
  send(given.correct(item, given.content(2)));
  send(given.returned(item));
  send(given.withdraw);
  send({ type: 'reopen' });
  const planned = { type: 'hearingPlanned' as const, step: 'elders', hearing: 'hearing-1' };
  send(given.submit(hearingFirst));
  send(planned);
  send({ type: 'hearingCancelled', step: 'elders', hearing: 'hearing-1' });
  send(given.submit(hearingFirst));
  send(planned);
  send({ type: 'changeRoute', steps: [...hearingFirst, given.organ('hu', 'HU', 'orienting')] });
  send({ type: 'hearingConcluded', step: 'elders', hearing: 'hearing-1' });
  send(given.amend(item, 'editorial', given.content(3)));
  send(given.withdraw);
}

function reviews(record: Recorder): void {
  const item = given.newItem();
  const send = record('agenda-item', 'create', item);
  const { waits } = given.reviewWaits;
  send({ ...given.submit([given.review('experts'), given.organ('council', 'KB')]), waits });
  const request = { ...given.ofDeadline('item-1-review-reminder-1'), request: 1 };
  send(given.comment(item, 'person-a'));
  send({ type: 'reviewReminderDue', ...request });
  send({ type: 'consentDue', ...request, step: 'experts' });
}

function meetings(record: Recorder): void {
  const item = given.newItem();
  const send = record('agenda-item', 'create', item);
  send(given.submit([given.approval('chief'), given.organ('open', null)]));
  send({ type: 'skip', step: 'chief', reason: given.hash(3) });
  send({ type: 'assignOrgan', step: 'open', organ: 'KB' });
  for (const news of ['refused', 'struck'] as const) {
    send(given.list(item));
    send(given.reports(item)[news]());
  }
  send(given.list(item));
  send({ type: 'unlist' });
  send(given.list(item));
  const of = given.reports(item);
  for (const news of [of.frozen(1), of.thawed(2), of.frozen(3), of.dispatched(4), of.treated('END', 5)]) send(news);
  send(of.ended('END', 6));
  send(of.corrected('END', 7));
  send({ type: 'extendRoute', steps: [given.organ('hu', 'HU', 'orienting')], recommendation: null });
  send(given.list(item, 'meeting-2'));
  send(given.reports(item).ended('END'));
  send({ type: 'extendRoute', steps: [given.organ('again', 'HU', 'orienting')], recommendation: null });
  const news = { meeting: 'meeting-3', organ: 'HU', part: 'taken-up', version: given.hash(1), report: 1 };
  send({ type: 'takenUp', ...news, turn: item.context().turn + 1 });
  send(given.reports(item).ended('END'));
  send({ type: 'meetingSigned', meeting: 'meeting-3' });
  send({ type: 'meetingSigned', meeting: given.MEETING });
  send({ type: 'meetingSigned', meeting: 'meeting-2' });
}

function meetingJourney(record: Recorder): void {
  const meeting = given.newMeeting('nobody');
  const send = record('meeting', 'plan', meeting);
  const again = { date: '2023-12-06', startsAt: '16:00', dispatch: { warns: given.due(3), due: given.due(4) } };
  send({ type: 'reschedule', ...again, deadlines: { submissionSoon: given.due(2) } });
  send(given.itemListed('item-a'));
  send(given.itemListed('item-b'));
  send(given.itemListed('item-c'));
  send({ type: 'itemUnlisted', item: 'item-b', turn: 2 });
  send({ type: 'order', items: ['item-c', 'item-a'] });
  send({ type: 'review' });
  send({ type: 'submissionSoon', ...given.ofDeadline('meeting-1-submissionSoon-2'), plan: 2 });
  send({ type: 'dispatchSoon', ...given.ofDeadline('meeting-1-dispatchSoon-2'), plan: 2 });
  send({ type: 'dispatchDue', ...given.ofDeadline('meeting-1-dispatchDue-2'), plan: 2 });
  send(given.freeze(meeting));
  send(given.thaw());
  send(given.freeze(meeting));
  send({ type: 'addPart', part: 'supplement-1' });
  send(given.dispatch());
  send({ type: 'itemWithdrawn', item: 'item-c', turn: 2 });
  send({ type: 'begin' });
  send(given.attended);
  send(given.decide('item-a'));
  send({ type: 'end' });

  const signed = given.newMeeting('participants');
  const more = record('meeting', 'plan', signed);
  more(given.itemListed('item-a'));
  more(given.freeze(signed));
  more(given.strike('item-a'));
  more(given.dispatch());
  more({ type: 'begin' });
  more(given.attended);
  more(given.takeUp('item-z'));
  more(given.decide('item-z'));
  more({ type: 'end' });
  more(given.decide('item-z', 'END', 601));
  more(given.requestSignatures);
  more({ type: 'recallProtocol', reason: given.hash(4) });
  more(given.requestSignatures);
  more({ type: 'signatureDue', ...given.ofDeadline('meeting-1-signature-2-1'), request: 2, reminder: 1 });
  more(given.sign('person-a'));
  more(given.refuse('person-b'));
}

function hearings(record: Recorder): void {
  const heard = hearing.newHearing();
  const send = record('hearing', 'plan', heard);
  send(hearing.invite('elders', 'disabled', 'mistaken'));
  send({ type: 'uninvite', party: 'mistaken' });
  send(hearing.schedule(false));
  send(hearing.time('opens'));
  send({ type: 'decline', party: 'disabled' });
  send(hearing.time('reminds'));
  send(hearing.time('closes'));
  send(hearing.extend(40));
  send(hearing.time('closes', 2));
  send(hearing.answer('elders', 39));
  send(hearing.time('graceEnds', 2));
  send(hearing.conclude);

  const cancelled = record('hearing', 'plan', hearing.newHearing());
  cancelled(hearing.cancel);
  const left = record('hearing', 'plan', hearing.newHearing());
  left({ type: 'itemLeft', item: given.ITEM });
}
