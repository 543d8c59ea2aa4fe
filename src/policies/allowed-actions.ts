/** What a page offers: everything the role could ever do, allowed now or, with the reason, not now. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { PublicItemEvent } from '#machines/agenda-item/events.ts';
import { itemRules } from '#machines/agenda-item/rules.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { PublicMeetingEvent } from '#machines/meeting/events.ts';
import { knownEvents, type MachineState, machines, restore } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { canWithItem, type ItemTarget } from './item-policies.ts';
import { canWithMeeting } from './meeting-policies.ts';

export interface OfferedAction<Action extends string> {
  action: Action;
  allowed: boolean;
  /** The rule that forbids it now; null when allowed. */
  rule: string | null;
}

type ItemVerb = PublicItemEvent['type'];
type MeetingVerb = PublicMeetingEvent['type'];

const itemVerbs = PublicItemEvent.options.map((option) => option.shape.type.value) as ItemVerb[];
const meetingVerbs = PublicMeetingEvent.options.map((option) => option.shape.type.value) as MeetingVerb[];

/**
 * Every action on an item, for one actor: policy first, then whether the state knows the event at all, then the rules that can be
 * judged without the event's own content.
 */
export function actionsOnItem(actor: Actor, target: ItemTarget): OfferedAction<ItemVerb>[] {
  const standing = statusRules(target.state);
  return offer('agenda-item', target.state, itemVerbs, (verb) => {
    const verdict = canWithItem(actor, verb, target);
    return verdict.ok ? (standing[verb] ?? null) : verdict.rule;
  });
}

/** Every action on a meeting, for one actor, as `actionsOnItem`. */
export function actionsOnMeeting(actor: Actor, state: MachineState<MeetingContext>): OfferedAction<MeetingVerb>[] {
  return offer('meeting', state, meetingVerbs, (verb) => {
    const verdict = canWithMeeting(actor, verb, { state });
    return verdict.ok ? null : verdict.rule;
  });
}

function offer<Verb extends string>(
  machine: 'agenda-item' | 'meeting',
  state: MachineState,
  verbs: readonly Verb[],
  forbiddenBy: (verb: Verb) => string | null,
): OfferedAction<Verb>[] {
  const known = new Set(knownEvents(restore(machines[machine], state)));
  return verbs.map((action) => {
    const rule = forbiddenBy(action) ?? (known.has(action) ? null : 'not-in-this-state');
    return { action, allowed: rule === null, rule };
  });
}

/** The machine's rules that depend on the state alone: shown beforehand instead of after the press. */
function statusRules({ context }: MachineState<ItemContext>): Partial<Record<ItemVerb, string>> {
  const last = context.approvals.at(-1);
  const passedOn = context.route[context.position - 1]?.id !== last?.step;
  return {
    ...(itemRules['nobody-acted'](context) ? {} : { recall: 'nobody-acted' }),
    ...(itemRules['next-step-not-acted'](context) && !passedOn ? {} : { regret: 'next-step-not-acted' }),
    ...(itemRules['not-frozen'](context) ? {} : { unlist: 'not-frozen', amend: 'not-frozen' }),
  };
}
