/**
 * Runs a machine purely: state and event in, next state and effects out, or the name of the rule that refuses.
 * XState answers a refused event, an unknown event and a no-op with the same snapshot; this distinguishes them.
 */
import { type AnyMachineSnapshot, getNextTransitions, initialTransition, transition } from 'xstate';
import type { z } from 'zod';
import { requestsOf } from './actions.ts';
import type { ItemContext } from './agenda-item/context.ts';
import { CreateItem, type ItemEvent, PublicItemEvent, SystemItemEvent } from './agenda-item/events.ts';
import { agendaItemMachine } from './agenda-item/machine.ts';
import { itemRules } from './agenda-item/rules.ts';
import type { EffectRequest } from './effects.ts';
import type { HearingContext } from './hearing/context.ts';
import { type HearingEvent, PlanHearing, PublicHearingEvent, SystemHearingEvent } from './hearing/events.ts';
import { hearingMachine } from './hearing/machine.ts';
import { hearingRules } from './hearing/rules.ts';
import type { MeetingContext } from './meeting/context.ts';
import { type MeetingEvent, PlanMeeting, PublicMeetingEvent, SystemMeetingEvent } from './meeting/events.ts';
import { meetingMachine } from './meeting/machine.ts';
import { meetingRules } from './meeting/rules.ts';
import { firstBroken, type Rules, rulesOf } from './needs.ts';

export type MachineName = 'agenda-item' | 'meeting' | 'hearing';
export type MachineContext = ItemContext | MeetingContext | HearingContext;
type Birth = z.infer<typeof CreateItem> | z.infer<typeof PlanMeeting> | z.infer<typeof PlanHearing>;
export type MachineEvent = ItemEvent | MeetingEvent | HearingEvent | Birth;

/** What is stored of a state: the active state as a path ("travelling.organ.waiting") and the context. */
export interface MachineState<Context = MachineContext> {
  value: string;
  context: Context;
}

export type Step =
  | { accepted: true; snapshot: AnyMachineSnapshot; effects: EffectRequest[] }
  | { accepted: false; rule: string; event: string };

export interface Definition {
  name: MachineName;
  /** Raised with every change of meaning; each record names the version it was made by. */
  version: number;
  machine: typeof agendaItemMachine | typeof meetingMachine | typeof hearingMachine;
  birth: z.ZodType<MachineEvent>;
  fromPeople: z.ZodType<MachineEvent>;
  fromSystem: z.ZodType<MachineEvent>;
  rules: Rules<never, never>;
}

export const machines: Record<MachineName, Definition> = {
  'agenda-item': {
    name: 'agenda-item',
    version: 4,
    machine: agendaItemMachine,
    birth: CreateItem,
    fromPeople: PublicItemEvent,
    fromSystem: SystemItemEvent,
    rules: itemRules,
  },
  meeting: {
    name: 'meeting',
    version: 4,
    machine: meetingMachine,
    birth: PlanMeeting,
    fromPeople: PublicMeetingEvent,
    fromSystem: SystemMeetingEvent,
    rules: meetingRules,
  },
  hearing: {
    name: 'hearing',
    version: 2,
    machine: hearingMachine,
    birth: PlanHearing,
    fromPeople: PublicHearingEvent,
    fromSystem: SystemHearingEvent,
    rules: hearingRules,
  },
};

/** The first step of a stream: the birth event becomes the machine's input. */
export function begin(definition: Definition, birth: MachineEvent): Step {
  const [snapshot, actions] = initialTransition(definition.machine as never, birth as never);
  const next = snapshot as AnyMachineSnapshot;
  return { accepted: true, snapshot: next, effects: requestsOf(actions) as EffectRequest[] };
}

/** One event on a living state. Never throws for what an event says; a broken rule comes back by name. */
export function step(definition: Definition, snapshot: AnyMachineSnapshot, event: MachineEvent): Step {
  const refusal = whyNot(definition, snapshot, event);
  if (refusal !== null) return { accepted: false, rule: refusal, event: event.type };
  const [next, actions] = transition(definition.machine as never, snapshot as never, event as never);
  const after = next as AnyMachineSnapshot;
  return { accepted: true, snapshot: after, effects: requestsOf(actions) as EffectRequest[] };
}

/**
 * Why the event would be refused now: the first broken rule of the candidate that held longest (of equals the last, which is
 * the most general), or `not-in-this-state` where the state knows no such event; null when it would be accepted.
 */
export function whyNot(definition: Definition, snapshot: AnyMachineSnapshot, event: MachineEvent): string | null {
  let broken = 'not-in-this-state';
  let held = 0;
  for (const candidate of getNextTransitions(snapshot)) {
    // '' is what XState calls passing on without an event.
    if (candidate.eventType !== event.type || event.type === ('' as string)) continue;
    if (candidate.guard === undefined) return null;
    const rules = rulesOf(candidate.guard);
    const failing = firstBroken(definition.rules, rules, snapshot.context as never, event as never);
    if (failing === undefined) return null;
    const place = rules.indexOf(failing);
    if (place >= held) [broken, held] = [failing, place];
  }
  return broken;
}

/** The event types that the state knows at all, rules aside: what a page offers, enabled or with the reason why not. */
export function knownEvents(snapshot: AnyMachineSnapshot): string[] {
  return [...new Set(getNextTransitions(snapshot).map(({ eventType }) => eventType))].filter((type) => type !== '');
}

/** The active state as a path: every machine here has exactly one active leaf (no parallel regions). */
export function statePath(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[parent, child] = ['', '']] = Object.entries(value as Record<string, unknown>);
  return `${parent}.${statePath(child)}`;
}

/** Restores a living snapshot from what was stored. @throws when the state no longer exists in the machine */
export function restore(definition: Definition, state: MachineState): AnyMachineSnapshot {
  const value = state.value
    .split('.')
    .reduceRight<unknown>((child, parent) => (child === null ? parent : { [parent]: child }), null);
  return (definition.machine as { resolveState(config: never): unknown }).resolveState({
    value,
    context: state.context,
  } as never) as AnyMachineSnapshot;
}

/** What is stored of a living snapshot; `restore` is the way back. */
export const toStored = (snapshot: AnyMachineSnapshot): MachineState => ({
  value: statePath(snapshot.value),
  context: snapshot.context as MachineContext,
});
