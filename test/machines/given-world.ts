/**
 * An item with all its hearings and meetings, and the queue between them. People act whenever the rules allow; signals wait in the
 * queue until they are delivered, in any order. Each counts once: the store knows the cause of every transition.
 */
import { currentHearing, currentStep } from '#machines/agenda-item/context.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import type { EffectRequest } from '#machines/effects.ts';
import type { OutcomeEffect } from '#machines/primitives.ts';
import { begin, type MachineEvent, type MachineName, machines, toStored } from '#machines/run.ts';
import { hasTag } from '#machines/states.ts';
import { hearingIdFor } from '#src/commands/hearing/plan.ts';
import { drive } from './drive.ts';
import * as given from './given.ts';
import * as hearing from './given-hearing.ts';

type Driver = given.ItemDriver | given.MeetingDriver | hearing.HearingDriver;
export type World = ReturnType<typeof world>;

export const ROUTE: RouteStep[] = [
  given.approval('chief'),
  given.hearing('elders'),
  given.organ('finance', 'OEK', 'recommending'),
  given.organ('council', 'KB'),
];

export function world() {
  const item = given.submitted(ROUTE);
  const hearings = new Map<string, hearing.HearingDriver>();
  const meetings = new Map<string, given.MeetingDriver>();
  const queue: { stream: string; event: MachineEvent }[] = [];
  const streamOf = (id: string): Driver | undefined =>
    id === given.ITEM ? item : (hearings.get(id) ?? meetings.get(id));
  const enqueue = (effects: readonly EffectRequest[]) => {
    for (const effect of effects) if (effect.kind === 'signal') queue.push(effect.params);
  };
  const act = (stream: string, event: MachineEvent): boolean => {
    const result = streamOf(stream)?.attempt(event);
    if (result?.accepted) enqueue(result.effects);
    return result?.accepted === true;
  };
  const bear = (name: MachineName, birth: MachineEvent) => {
    const born = begin(machines[name], machines[name].birth.parse(birth));
    if (!born.accepted) throw new Error(born.rule);
    enqueue(born.effects);
    return drive(name, { state: toStored(born.snapshot) });
  };
  const deliver = (at: number) => {
    const [next] = queue.splice(at % Math.max(1, queue.length), 1);
    if (next) act(next.stream, next.event);
  };
  const deliverAll = () => {
    while (queue.length > 0) deliver(queue.length - 1);
  };
  /** What the command does: a hearing for the step that waits for one, unless it has been planned already. */
  const planHearing = (): boolean => {
    const context = item.context();
    const step = currentStep(context);
    if (!hasTag('agenda-item', item.at(), 'in-hearing') || step === undefined || context.version === null) return false;
    const id = hearingIdFor(context, step.id);
    if (hearings.has(id)) return false;
    const what = { hearingType: 'elders-council', openTo: 'invited', answersPublic: true } as const;
    const birth = {
      type: 'plan',
      hearing: id,
      item: given.ITEM,
      step: step.id,
      version: context.version.hash,
    } as const;
    hearings.set(id, bear('hearing', { ...birth, ...what }) as hearing.HearingDriver);
    return true;
  };
  const planMeeting = (): string => {
    const step = currentStep(item.context());
    const id = `meeting-${meetings.size + 1}`;
    const organ = (step?.kind === 'organ' && step.organ) || 'OEK';
    const when = { date: '2023-12-05', startsAt: '15:00', signing: 'nobody' } as const;
    meetings.set(id, bear('meeting', { type: 'plan', meeting: id, organ, ...when }) as given.MeetingDriver);
    return id;
  };
  return { item, hearings, meetings, queue, act, deliver, deliverAll, planHearing, planMeeting };
}

/** The next thing that brings a hearing nearer to its conclusion. */
export function hearingOnward({ hearings, act }: World, id: string): boolean {
  const each = hearings.get(id);
  const n = each?.context().window?.n ?? 1;
  switch (each?.at()) {
    case 'planned':
      act(id, hearing.invite('elders'));
      return act(id, hearing.schedule(true));
    case 'open':
      return act(id, hearing.time('closes', n));
    case 'grace':
      return act(id, hearing.time('graceEnds', n));
    case 'closed':
      return act(id, hearing.conclude);
    default:
      return false;
  }
}

/** The next thing that brings a meeting nearer to its end; every item that is undecided is decided alike. */
export function meetingOnward({ item, meetings, act }: World, id: string, effect: OutcomeEffect): boolean {
  const meeting = meetings.get(id);
  const { items, attendance } = meeting?.context() ?? { items: [], attendance: null };
  const version = item.context().version?.hash ?? given.hash(0);
  const undecided = items.find(({ struck, decision }) => !struck && decision === null);
  switch (meeting?.at()) {
    case 'collecting':
    case 'reviewed':
      return act(id, { type: 'freeze', part: 'agenda', pins: items.map((each) => ({ item: each.item, version })) });
    case 'frozen':
      return act(id, given.dispatch());
    case 'dispatched':
      return act(id, { type: 'begin' });
    case 'inSession':
      if (attendance === null) return act(id, given.attended);
      return act(id, undecided ? given.decide(undecided.item, effect) : { type: 'end' });
    default:
      return false;
  }
}

/** The next thing that brings the item nearer to its completion, whoever has to do it; false where nobody can do anything. */
export function onward(all: World, effect: OutcomeEffect = 'END'): boolean {
  const { item, act } = all;
  const context = item.context();
  const step = currentStep(context);
  const { listing } = context;
  if (hasTag('agenda-item', item.at(), 'in-hearing')) {
    const planned = currentHearing(context);
    return planned === undefined ? all.planHearing() : hearingOnward(all, planned);
  }
  if (listing !== null) return meetingOnward(all, listing.meeting, effect);
  switch (item.at()) {
    case 'draft':
      return act(given.ITEM, given.submit(routeAfter(all), given.content((context.version?.n ?? 0) + 1)));
    case 'withdrawn':
      return act(given.ITEM, { type: 'reopen' });
    case 'travelling.approval':
      return act(given.ITEM, given.approve(item));
    case 'travelling.organ.waiting':
      if (step?.kind === 'organ' && step.organ === null)
        return act(given.ITEM, { type: 'assignOrgan', step: step.id, organ: 'KB' });
      return act(given.ITEM, given.list(item, all.planMeeting()));
    default:
      return false;
  }
}

/** The route as an officer would send it again: the steps that no organ has treated keep their ids, as the draft does. */
export function routeAfter({ item }: World): RouteStep[] {
  const { treatments, round } = item.context();
  const treated = new Set(treatments.map(({ step }) => step));
  const left = ROUTE.filter(({ id }) => !treated.has(id));
  return left.some(({ kind }) => kind === 'organ') ? left : [...left, given.organ(`last-${round}`, 'KB')];
}
