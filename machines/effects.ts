/**
 * What a transition asks the world to do. A machine never acts: the params of its actions are these (machines/actions.ts), stored
 * with the transition and carried out behind it. Each type has its schema; a test holds what the machines make against it.
 */
import { z } from 'zod';
import { CORE_MAILS } from './agenda-item/core/effects.ts';
import { EscalationDue, MeetingToItemEvent, ReminderDue } from './agenda-item/core/events.ts';
import { listedByParts, ofAllParts } from './agenda-item/parts.ts';
import { HearingToItemEvent, ItemToHearingEvent, WindowEvents } from './hearing/events.ts';
import { MEETING_DEADLINE_DUE_EVENTS, MEETING_DEADLINE_MAILS } from './meeting/deadlines.ts';
import { ItemToMeetingEvent, SignatureDue } from './meeting/events.ts';
import { Due, Hash, Id, LocalTime } from './primitives.ts';

/** So many items can be handed over at once. */
export const MAX_HANDED_OVER = 500;

const count = z.number().int().min(1);
const toOffice = z.strictObject({ office: Id });
const toPerson = z.strictObject({ person: Id });
const toSecretariat = z.strictObject({ role: z.literal('secretariat') });
/** The members of an organ at the moment of sending. */
const toOrgan = z.strictObject({ organ: Id });
/** The officers who have an item on its way to the organ, at the moment of sending. */
const toOfficers = z.strictObject({ officersFor: Id });
/** The officer of an item; the secretariat where the officer has left. */
const toOwner = z.strictObject({ ownerOf: Id });
/** A party of the hearing that the mail is about. */
const toParty = z.strictObject({ party: Id });
/** Whoever sent an answer to a hearing that is open to all; nobody where no address was left. */
const toAnswer = z.strictObject({ answer: Hash });

/** What a mail about an item needs to be written; ids and hashes, never texts. */
const AboutItem = z.strictObject({
  item: Id,
  step: Id.optional(),
  round: count.optional(),
  version: Hash.optional(),
  /** Which request to approve, counted by the item: reminders of one request carry its link. */
  request: count.optional(),
  reason: Hash.optional(),
  meeting: Id.optional(),
  decision: Hash.optional(),
  ...ofAllParts('about'),
});
const AboutMeeting = z.strictObject({
  meeting: Id,
  part: Id.optional(),
  protocol: Hash.optional(),
  person: Id.optional(),
  reason: Hash.optional(),
  /** When it was to be held before it was moved, local to Europe/Copenhagen. */
  from: z.strictObject({ date: z.iso.date(), startsAt: LocalTime }).optional(),
});
const AboutHearing = z.strictObject({
  hearing: Id,
  party: Id.optional(),
  answer: Hash.optional(),
  /** The receipt's number, counted by the hearing. */
  receipt: count.optional(),
  /** The number of the window that the mail speaks of. */
  window: count.optional(),
  reason: Hash.optional(),
});

export const ItemMail = z.strictObject({
  template: z.enum([...CORE_MAILS, ...listedByParts('mails')]),
  to: z.union([toOffice, toPerson, toOrgan]),
  about: AboutItem,
});
export type ItemMail = z.infer<typeof ItemMail>;

export const MeetingMail = z.strictObject({
  template: z.enum([
    'agenda-dispatched',
    'packet-ready',
    'meeting-moved',
    'meeting-cancelled',
    ...MEETING_DEADLINE_MAILS,
    'signature-request',
    'signature-reminder',
    'signature-overdue',
    'signature-refused',
    'signature-refused-notice',
    'protocol-recalled',
    'protocol-signed',
  ]),
  to: z.union([toOrgan, toPerson, toSecretariat, toOfficers]),
  about: AboutMeeting,
});
export type MeetingMail = z.infer<typeof MeetingMail>;

export const HearingMail = z.strictObject({
  template: z.enum([
    'hearing-invitation',
    'hearing-reminder',
    'hearing-extended',
    'hearing-cancelled',
    'hearing-receipt',
    'hearing-late',
    'hearing-late-notice',
    'hearing-closed',
  ]),
  to: z.union([toParty, toAnswer, toSecretariat, toOwner]),
  about: AboutHearing,
});
export type HearingMail = z.infer<typeof HearingMail>;

/** What may be broken in the service's own works, worst first. */
export const BROKEN_KINDS = [
  'redis-away',
  'no-worker',
  'silent-workers',
  'queue-without-worker',
  'stuck-jobs',
  'left-behind',
  'failed-mails',
  'failed-signals',
  'failed-work',
  'vacant-steps',
] as const;
export const Broken = z.strictObject({
  kind: z.enum(BROKEN_KINDS),
  /** Of `queue-without-worker` and `stuck-jobs`. */
  queue: z.string().max(20).nullable(),
  /** How many there are, where they are counted. */
  count: z.number().int().min(0),
  /** How long the oldest has waited, in seconds. */
  seconds: z.number().min(0),
});
export type Broken = z.infer<typeof Broken>;

/**
 * About people, or about the service's own works, and not about a stream: no machine asks for these, but the service itself, in the
 * same ledger.
 */
export const PeopleMail = z.discriminatedUnion('template', [
  z.strictObject({
    template: z.literal('substitute-named'),
    to: toPerson,
    about: z.strictObject({ delegation: Id, rev: count }),
  }),
  z.strictObject({
    template: z.literal('substitute-ended'),
    to: toPerson,
    about: z.strictObject({ delegation: Id, rev: count }),
  }),
  z.strictObject({
    template: z.literal('items-handed-over'),
    to: toPerson,
    about: z.strictObject({
      from: Id,
      by: Id,
      items: z.array(Id).min(1).max(MAX_HANDED_OVER),
      reason: Hash.nullable(),
    }),
  }),
  z.strictObject({
    template: z.literal('operations-broken'),
    to: toPerson,
    about: z.strictObject({ broken: z.array(Broken).min(1).max(30) }),
  }),
]);
export type PeopleMail = z.infer<typeof PeopleMail>;

/** Who a mail is for. Offices and roles are resolved to people when the mail is sent, so that a change of holder counts. */
export type Addressee = (ItemMail | MeetingMail | HearingMail | PeopleMail)['to'];

export const MailEffect = z.strictObject({
  kind: z.literal('mail'),
  params: z.union([ItemMail, MeetingMail, HearingMail, PeopleMail]),
});
export type MailEffect = z.infer<typeof MailEffect>;

/** A system event to another stream. */
export const SignalEffect = z.strictObject({
  kind: z.literal('signal'),
  params: z.strictObject({
    stream: Id,
    event: z.discriminatedUnion('type', [
      ...MeetingToItemEvent.options,
      ...ItemToMeetingEvent.options,
      ...HearingToItemEvent.options,
      ...ItemToHearingEvent.options,
    ]),
  }),
});
export type SignalEffect = z.infer<typeof SignalEffect>;

/** Times that nobody sets but a rule gives, counted from when a wait begins. */
export const WaitingRule = z.enum([
  'approval-reminder',
  'approval-escalation',
  'signature-reminder',
  ...listedByParts('waits'),
]);
export type WaitingRule = z.infer<typeof WaitingRule>;

const unnamed = { deadline: true, late: true } as const;
const [opens, reminds, closes, graceEnds] = WindowEvents;
/** The event that a deadline turns into when it is due, before it names the deadline. */
export const DueEvent = z.discriminatedUnion('type', [
  ReminderDue.omit(unnamed),
  EscalationDue.omit(unnamed),
  ...listedByParts('deadlines').map(({ dueEvent }) => dueEvent),
  ...MEETING_DEADLINE_DUE_EVENTS,
  SignatureDue.omit(unnamed),
  opens.omit(unnamed),
  reminds.omit(unnamed),
  closes.omit(unnamed),
  graceEnds.omit(unnamed),
]);
export type DueEvent = z.infer<typeof DueEvent>;

/**
 * A row among the deadlines, with its date; a rule alone in records of version 1, counted from the instant of the transition;
 * `days` where the step says how many.
 * `id` is "<stream>-<kind>-<round>"; when it is due, `event` goes to the stream that asked.
 */
export const DeadlineEffect = z.strictObject({
  kind: z.literal('deadline'),
  params: z.strictObject({
    id: Id,
    due: z.union([Due, z.strictObject({ rule: WaitingRule, days: count.optional() })]),
    event: DueEvent,
  }),
});
export type DeadlineEffect = z.infer<typeof DeadlineEffect>;

/** These deadlines no longer matter. One that falls due all the same is dropped by a guard; this only tidies up. */
export const DropDeadlinesEffect = z.strictObject({
  kind: z.literal('drop-deadlines'),
  params: z.strictObject({ ids: z.array(Id) }),
});

/** What a machine asks for, before the store gives it its key. */
export const EffectRequest = z.discriminatedUnion('kind', [
  MailEffect,
  SignalEffect,
  DeadlineEffect,
  DropDeadlinesEffect,
]);
export type EffectRequest = z.infer<typeof EffectRequest>;

/** `key` = `<stream>.<seq>-<n>`: stable across retries, so it is the job id, the cause of a signal and the Message-ID of a mail. */
export type Effect = EffectRequest & { key: string };
