/** The rules that can refuse a meeting's event, by name; templates/da.json has a sentence for each. */
import { strongestEffect } from '../primitives.ts';
import {
  AGENDA,
  attendanceRevisionOf,
  itemOf,
  itemsOfPart,
  type MeetingContext,
  partOf,
  signerOf,
  whoSigns,
} from './context.ts';
import type { MeetingEvent } from './events.ts';
import { packetKey } from './packets.ts';

type Rule = (context: MeetingContext, event: MeetingEvent) => boolean;

const partIn = (context: MeetingContext, event: MeetingEvent) =>
  'part' in event ? partOf(context, event.part) : undefined;
const itemIn = (context: MeetingContext, event: MeetingEvent) =>
  'item' in event ? itemOf(context, event.item) : undefined;

const sameMembers = (left: readonly string[], right: readonly string[]) =>
  left.length === right.length && new Set(left).size === left.length && right.every((id) => left.includes(id));

const isStandingAttendance = (
  { attendance, present, chair }: MeetingContext,
  event: Extract<MeetingEvent, { type: 'recordAttendance' }>,
) => attendance === event.attendance && chair === event.chair && sameMembers(present, event.present);

/** An agenda of more items than this does not fit the context (24 kB): the longest agendas of councils have some fifty. */
export const MAX_ITEMS = 60;

export const meetingRules = {
  'part-is-main': (_, event) => 'part' in event && event.part === AGENDA,
  'part-is-supplement': (_, event) => 'part' in event && event.part !== AGENDA,
  'part-new': (context, event) => 'part' in event && partOf(context, event.part) === undefined,
  'part-open': (context, event) => partIn(context, event)?.phase === 'open',
  'part-frozen': (context, event) => partIn(context, event)?.phase === 'frozen',
  /** Numbers run on from part to part, so the last one frozen is thawed first. */
  'no-later-part-frozen': (context, event) => {
    const place = context.parts.findIndex(({ id }) => 'part' in event && id === event.part);
    return place !== -1 && context.parts.slice(place + 1).every(({ phase }) => phase === 'open');
  },
  'part-has-items': (context, event) => 'part' in event && itemsOfPart(context, event.part).length > 0,
  'agenda-has-items': (context) => context.items.length > 0,
  'agenda-has-room': (context) => context.items.length < MAX_ITEMS,
  'order-names-each-once': (context, event) =>
    event.type === 'order' &&
    sameMembers(
      event.items,
      context.items.filter(({ number }) => number === null).map(({ item }) => item),
    ),
  'pins-each-item': (context, event) =>
    event.type === 'freeze' &&
    sameMembers(
      event.pins.map(({ item }) => item),
      itemsOfPart(context, event.part).map(({ item }) => item),
    ),
  'every-part-dispatched': (context) =>
    context.parts.every((part) => part.phase === 'dispatched' || itemsOfPart(context, part.id).length === 0),
  'not-overtaken': (context, event) => 'turn' in event && event.turn > (context.heard[event.item] ?? 0),
  'item-on-agenda': (context, event) => {
    const listed = itemIn(context, event);
    return listed !== undefined && !listed.struck;
  },
  /** What already stands on a frozen agenda, if only as "udgår", is not taken on a second time. */
  'item-not-numbered': (context, event) => (itemIn(context, event)?.number ?? null) === null,
  /** Whatever stands on the agenda already is treated as what it is there. */
  'item-not-on-agenda': (context, event) => itemIn(context, event) === undefined,
  /** What nobody has been sent, or what was called back before it was, has no packet that was sent either. */
  'packet-of-sent-part': (context, event) =>
    event.type === 'packetBuilt' && partOf(context, event.supplement ?? AGENDA)?.phase === 'dispatched',
  'packet-is-newer': (context, event) =>
    event.type === 'packetBuilt' && event.edition > (context.packets?.[packetKey(event)] ?? 0),
  'late-needs-reason': (_, event) => event.type === 'dispatch' && (!event.late || event.lateReason !== null),
  'current-plan': (context, event) => 'plan' in event && event.plan === context.plan,
  /** Whoever led the meeting took part in it. */
  'chair-took-part': (_, event) =>
    event.type === 'recordAttendance' && (event.chair === null || event.present.includes(event.chair)),
  /** Who signs follows from who took part, so that must be known first. */
  'attendance-recorded': (context) => context.signing === 'nobody' || context.attendance !== null,
  'somebody-signs': (context) => whoSigns(context).length > 0,
  'is-signer': (context, event) => 'person' in event && signerOf(context, event.person) !== undefined,
  'not-answered-yet': (context, event) => 'person' in event && signerOf(context, event.person)?.answer === null,
  'current-protocol': (context, event) => 'protocol' in event && event.protocol === context.signatures.protocol,
  'current-signature-request': ({ signatures }, event) =>
    event.type === 'signatureDue' &&
    event.request === signatures.request &&
    event.reminder === signatures.reminders + 1,
  /** Somebody else's decision is replaced only by whoever has seen it; the very same one replaces nothing. */
  'decision-as-seen': (context, event) => {
    if (event.type !== 'recordDecision') return false;
    const standing = itemIn(context, event)?.decision?.hash ?? null;
    return event.basis === standing || event.decision === standing;
  },
  'attendance-as-seen': (context, event) =>
    event.type === 'recordAttendance' &&
    (event.basis === attendanceRevisionOf(context) || isStandingAttendance(context, event)),
  /** The item has gone where the decision sent it: its wording may be corrected, not where it leads. */
  'same-outcome': (context, event) =>
    event.type === 'recordDecision' && itemIn(context, event)?.decision?.effect === strongestEffect(event.outcomes),
  'item-undecided': (context, event) => itemIn(context, event)?.decision === null,
  'every-item-decided': (context) => context.items.every(({ struck, decision }) => struck || decision !== null),
} as const satisfies Record<string, Rule>;

export type MeetingRule = keyof typeof meetingRules;

/** What must hold for an item to be taken on, in the states that take any. */
export const TAKES_ITEM = ['part-open', 'agenda-has-room', 'item-not-numbered'] as const satisfies MeetingRule[];
