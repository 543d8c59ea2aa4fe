/** How each event changes what the meeting remembers. Pure: context and event in, the changed fields out. */
import { strongestEffect } from '../primitives.ts';
import {
  attendanceRevisionOf,
  deadlinesSet,
  type ListedItem,
  type MeetingContext,
  type Signer,
  TAKEN_UP,
  whoSigns,
} from './context.ts';
import type { MeetingEvent } from './events.ts';
import { withPackets } from './packets.ts';

type Of<T extends MeetingEvent['type']> = Extract<MeetingEvent, { type: T }>;
type Change<T extends MeetingEvent['type']> = (context: MeetingContext, event: Of<T>) => Partial<MeetingContext>;

const withTurn = (context: MeetingContext, event: { item: string; turn: number }) => ({
  heard: { ...context.heard, [event.item]: event.turn },
});
const reported = (context: MeetingContext) => ({ reports: context.reports + 1 });
const withPhase = (
  context: MeetingContext,
  part: string,
  phase: 'open' | 'frozen' | 'dispatched',
  lateReason: string | null = null,
) => ({
  parts: context.parts.map((each) => (each.id === part ? { ...each, phase, lateReason } : each)),
});
const withItem = (context: MeetingContext, item: string, change: Partial<ListedItem>) => ({
  items: context.items.map((each) => (each.item === item ? { ...each, ...change } : each)),
});

export const applyItem: Change<'itemListed'> = (context, event) => ({
  ...withTurn(context, event),
  items: [
    ...context.items.filter(({ item }) => item !== event.item),
    { item: event.item, part: event.part, number: null, version: null, struck: false, decision: null },
  ],
});

/** Before freeze an item just leaves; afterwards it keeps its number and is printed as "udgår"; a decision made stands. */
export const releaseItem: Change<'itemListed' | 'itemUnlisted' | 'itemWithdrawn'> = (context, event) => ({
  ...withTurn(context, event),
  items: context.items
    .filter(({ item, number }) => item !== event.item || number !== null)
    .map((each) => (each.item === event.item && each.decision === null ? { ...each, struck: true } : each)),
});

export const applyStrike: Change<'strike'> = (context, event) => ({
  ...reported(context),
  ...withItem(context, event.item, { struck: true }),
});

export const applyPart: Change<'addPart'> = (context, event) => ({
  parts: [...context.parts, { id: event.part, phase: 'open', lateReason: null }],
});

export const applyOrder: Change<'order'> = (context, event) => {
  const place = (item: ListedItem) => (item.number !== null ? -1 : event.items.indexOf(item.item));
  return { items: context.items.toSorted((a, b) => place(a) - place(b)) };
};

/** Pins the versions and gives the numbers; a supplement's numbers go on where the agenda's end. */
export const applyFreeze: Change<'freeze'> = (context, event) => {
  let last = Math.max(0, ...context.items.map(({ number }) => number ?? 0));
  const versions = new Map(event.pins.map(({ item, version }) => [item, version]));
  return {
    ...reported(context),
    ...withPhase(context, event.part, 'frozen'),
    items: context.items.map((listed) => {
      if (listed.part !== event.part) return listed;
      last += 1;
      return { ...listed, number: last, version: versions.get(listed.item) ?? null };
    }),
  };
};

/** Nobody has been sent the part: numbers are given anew, and what was struck leaves without a trace on paper. */
export const applyThaw: Change<'thaw'> = (context, event) => ({
  ...reported(context),
  ...withPhase(context, event.part, 'open'),
  items: context.items
    .filter(({ part, struck }) => part !== event.part || !struck)
    .map((listed) => (listed.part === event.part ? { ...listed, number: null, version: null } : listed)),
});

export const applyDispatch: Change<'dispatch'> = (context, event) => ({
  ...reported(context),
  ...withPhase(context, event.part, 'dispatched', event.lateReason),
  ...(event.packets ? { packets: withPackets(context.packets, event.packets) } : {}),
});

export const applyPacket: Change<'packetBuilt'> = (context, event) => ({
  packets: withPackets(context.packets, [event]),
});

export const applyAttendance: Change<'recordAttendance'> = (context, event) => ({
  attendance: event.attendance,
  attendanceRevision: attendanceRevisionOf(context) + 1,
  present: [...new Set(event.present)],
  chair: event.chair,
});

export const applyNewDate: Change<'reschedule'> = (context, event) => ({
  date: event.date,
  startsAt: event.startsAt,
  endsAt: event.endsAt ?? null,
  place: event.place ?? null,
  ...deadlinesSet(event, context),
  plan: context.plan + 1,
});

/** Its items wait for another meeting: what has a number is shown as "udgår". */
export const applyCallOff: Change<'callOff'> = (context) => ({
  ...reported(context),
  items: context.items.map((listed) => ({ ...listed, struck: true })),
});

export const applyTakeUp: Change<'takeUp'> = (context, event) => ({
  ...reported(context),
  ...withTurn(context, event),
  parts: context.parts.some(({ id }) => id === TAKEN_UP)
    ? context.parts
    : [...context.parts, { id: TAKEN_UP, phase: 'dispatched', lateReason: null }],
  items: [
    ...context.items.filter(({ item }) => item !== event.item),
    {
      item: event.item,
      part: TAKEN_UP,
      number: Math.max(0, ...context.items.map(({ number }) => number ?? 0)) + 1,
      version: event.version,
      struck: false,
      decision: null,
      takenUp: event.reason,
    },
  ],
});

export const applyRequest: Change<'requestSignatures'> = (context, event) => ({
  signatures: {
    request: context.signatures.request + 1,
    protocol: event.protocol,
    reminders: 0,
    signers: whoSigns(context).map((person): Signer => ({ person, answer: null })),
  },
});

const withAnswer = (context: MeetingContext, person: string, answer: Signer['answer']) => ({
  signatures: {
    ...context.signatures,
    signers: context.signatures.signers.map((signer) => (signer.person === person ? { ...signer, answer } : signer)),
  },
});
export const applySignature: Change<'sign'> = (context, event) =>
  withAnswer(context, event.person, event.reservation === null ? 'signed' : 'reserved');
export const applyRefusal: Change<'refuse'> = (context, event) => withAnswer(context, event.person, 'refused');

export const applyRecall = (context: MeetingContext): Partial<MeetingContext> => ({
  signatures: { ...context.signatures, protocol: null, signers: [] },
});
export const countReminder = (context: MeetingContext): Partial<MeetingContext> => ({
  signatures: { ...context.signatures, reminders: context.signatures.reminders + 1 },
});

export const applyDecision: Change<'recordDecision'> = (context, event) => ({
  ...reported(context),
  ...withItem(context, event.item, { decision: { hash: event.decision, effect: strongestEffect(event.outcomes) } }),
});

export const applyEnd = (context: MeetingContext): Partial<MeetingContext> => reported(context);
