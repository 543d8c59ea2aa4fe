/** What a meeting remembers. From freeze on it owns pinned versions, order and decisions of its items. */
import type { z } from 'zod';
import type { Decision } from '../agenda-item/events.ts';
import type { Due } from '../primitives.ts';
import type { OrganDeadline } from './deadlines.ts';
import type { PlanMeeting, SigningRule } from './events.ts';
import type { PacketsSent } from './packets.ts';

/** The agenda or a supplementary agenda (tillægsdagsorden). */
export interface Part {
  id: string;
  phase: 'open' | 'frozen' | 'dispatched';
  /** Why the part was sent after its deadline; null when it was in time. */
  lateReason: string | null;
}

export interface ListedItem {
  item: string;
  part: string;
  /** Printed number, given at freeze; null while the order may change. */
  number: number | null;
  /** The version that the members get, pinned at freeze. */
  version: string | null;
  /** Taken off after freeze: keeps its number and is printed as "udgår". */
  struck: boolean;
  decision: Decision | null;
  /** Why it was taken up though it was not on the agenda; absent for all others. */
  takenUp?: string;
}

/** The signature itself, or the reason of a refusal, is a document that the transition names. */
export interface Signer {
  person: string;
  answer: null | 'signed' | 'reserved' | 'refused';
}

interface Signing {
  /** Counts the requests: signatures belong to one, and the next one starts anew. */
  request: number;
  /** The protocol that is signed; null until the first request, and after a recall. */
  protocol: string | null;
  reminders: number;
  signers: Signer[];
}

export interface MeetingContext {
  meeting: string;
  organ: string;
  date: string;
  startsAt: string;
  signing: SigningRule;
  endsAt: string | null;
  place: string | null;
  /** The last lawful moment to send the agenda, an instant; null where there is no rule. */
  dispatchDueAt: string | null;
  /** When the organ's other deadlines fall due, instants; absent while none has been set. */
  deadlines?: Partial<Record<OrganDeadline, string>>;
  /** Counts how often the meeting was planned, so that the deadlines of an earlier date are dropped. */
  plan: number;
  /** The published agenda it was read from, or null. */
  source: string | null;
  parts: Part[];
  items: ListedItem[];
  /** The latest turn received from each item, so that an overtaken report is dropped. */
  heard: Record<string, number>;
  attendance: string | null;
  /** Counts how often the attendance has been recorded. Absent until then, and where version 2 recorded it. */
  attendanceRevision?: number;
  present: string[];
  chair: string | null;
  signatures: Signing;
  /** Counts what the meeting has reported to its items, so that an item recognises an overtaken report. */
  reports: number;
  /** Absent while no packet of it has been sent. */
  packets?: PacketsSent;
}

export const AGENDA = 'agenda';
/** Where items stand that were taken up at the table. */
export const TAKEN_UP = 'taken-up';

/** When each of the organ's other deadlines falls due. */
const instantsOf = (dues: Partial<Record<OrganDeadline, Due>>) =>
  Object.fromEntries(Object.entries<Due>(dues).map(([type, { dueAt }]) => [type, dueAt]));
/** What is remembered of the deadlines that an event sets. Those of an earlier plan are forgotten. */
export const deadlinesSet = (
  { dispatch, deadlines }: Pick<z.infer<typeof PlanMeeting>, 'dispatch' | 'deadlines'>,
  earlier?: MeetingContext,
): Pick<MeetingContext, 'dispatchDueAt' | 'deadlines'> => ({
  dispatchDueAt: dispatch?.due.dueAt ?? null,
  ...(deadlines || earlier?.deadlines ? { deadlines: instantsOf(deadlines ?? {}) } : {}),
});

export const newMeeting = (event: z.infer<typeof PlanMeeting>): MeetingContext => ({
  meeting: event.meeting,
  organ: event.organ,
  date: event.date,
  startsAt: event.startsAt,
  signing: event.signing,
  endsAt: event.endsAt ?? null,
  place: event.place ?? null,
  ...deadlinesSet(event),
  plan: 1,
  source: event.source ?? null,
  parts: [{ id: AGENDA, phase: 'open', lateReason: null }],
  items: [],
  heard: {},
  attendance: null,
  present: [],
  chair: null,
  signatures: { request: 0, protocol: null, reminders: 0, signers: [] },
  reports: 0,
});

export const partOf = (context: MeetingContext, id: string): Part | undefined =>
  context.parts.find((part) => part.id === id);
export const itemsOfPart = (context: MeetingContext, part: string): ListedItem[] =>
  context.items.filter((listed) => listed.part === part);
export const itemOf = (context: MeetingContext, item: string): ListedItem | undefined =>
  context.items.find((listed) => listed.item === item);
export const signerOf = (context: MeetingContext, person: string): Signer | undefined =>
  context.signatures.signers.find((signer) => signer.person === person);

/** How often the attendance has been recorded; of what version 2 recorded it is known only that it was. */
export const attendanceRevisionOf = ({ attendance, attendanceRevision }: MeetingContext): number =>
  attendanceRevision ?? (attendance === null ? 0 : 1);

/** Who has to sign, by the organ's rule and by who took part. */
export function whoSigns({ signing, present, chair }: MeetingContext): string[] {
  if (signing === 'participants') return present;
  return signing === 'chair' && chair !== null ? [chair] : [];
}
