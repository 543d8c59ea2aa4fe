/**
 * What a transition asks the world to do. A machine never acts: its actions are turned into these by a table (`wishes.ts` of each
 * machine), stored with the transition, and carried out behind it.
 */
import type { MeetingToItemEvent, SystemItemEvent } from './agenda-item/events.ts';
import type { HearingToItemEvent, ItemToHearingEvent, SystemHearingEvent } from './hearing/events.ts';
import type { ItemToMeetingEvent, SystemMeetingEvent } from './meeting/events.ts';
import type { Due, WaitingRule } from './primitives.ts';

/** Who a mail is for. Offices and roles are resolved to people when the mail is sent, so that a change of holder counts. */
export type Addressee =
  | { office: string }
  | { person: string }
  | { role: 'secretariat' }
  /** The members of an organ at the moment of sending. */
  | { organ: string }
  /** The officer of an item; the secretariat where the officer has left. */
  | { ownerOf: string }
  /** A party of the hearing that the mail is about. */
  | { party: string }
  /** Whoever sent an answer to a hearing that is open to all; nobody where no address was left. */
  | { answer: string };

/** What a mail about an item needs to be written; ids and hashes, never texts. */
export interface ItemSubject {
  item: string;
  step?: string;
  round?: number;
  version?: string;
  /** Which request to approve, counted by the item: reminders of one request carry its link. */
  request?: number;
  reason?: string;
  meeting?: string;
  decision?: string;
}
interface MeetingSubject {
  meeting: string;
  part?: string;
  protocol?: string;
  person?: string;
  reason?: string;
}
interface HearingSubject {
  hearing: string;
  party?: string;
  answer?: string;
  /** The receipt's number, counted by the hearing. */
  receipt?: number;
  /** The number of the window that the mail speaks of. */
  window?: number;
  reason?: string;
}

export type ItemMail = {
  template: 'approval-request' | 'approval-reminder' | 'approval-escalation' | 'returned' | 'text-amended' | 'decided';
  to: { office: string } | { person: string };
  about: ItemSubject;
};
export type MeetingMail = {
  template:
    | 'agenda-dispatched'
    | 'dispatch-soon'
    | 'dispatch-overdue'
    | 'signature-request'
    | 'signature-reminder'
    | 'signature-overdue'
    | 'signature-refused'
    | 'protocol-recalled'
    | 'protocol-signed';
  to: { organ: string } | { person: string } | { role: 'secretariat' };
  about: MeetingSubject;
};
export type HearingMail = {
  template:
    | 'hearing-invitation'
    | 'hearing-reminder'
    | 'hearing-extended'
    | 'hearing-cancelled'
    | 'hearing-receipt'
    | 'hearing-late'
    | 'hearing-late-notice'
    | 'hearing-closed';
  to: { party: string } | { answer: string } | { role: 'secretariat' } | { ownerOf: string };
  about: HearingSubject;
};

export interface MailEffect {
  kind: 'mail';
  params: ItemMail | MeetingMail | HearingMail;
}

export interface SignalEffect {
  kind: 'signal';
  params: {
    stream: string;
    event: MeetingToItemEvent | ItemToMeetingEvent | HearingToItemEvent | ItemToHearingEvent;
  };
}

type WithoutDeadline<Event> = Event extends { deadline: string } ? Omit<Event, 'deadline' | 'late'> : never;
/** The event that a deadline turns into when it is due, before it names the deadline. */
export type DueEvent = WithoutDeadline<SystemItemEvent | SystemMeetingEvent | SystemHearingEvent>;

/**
 * A row among the deadlines, with its date; a rule alone in records of version 1, counted from the instant of the transition. `id` is "<stream>-<kind>-<round>"; when it is due, `event` goes to the stream that asked.
 */
export interface DeadlineEffect {
  kind: 'deadline';
  params: { id: string; due: Due | { rule: WaitingRule }; event: DueEvent };
}

/** These deadlines no longer matter. One that falls due all the same is dropped by a guard; this only tidies up. */
interface DropDeadlinesEffect {
  kind: 'drop-deadlines';
  params: { ids: string[] };
}

/** An effect before the store gives it its key. */
export type Wish = MailEffect | SignalEffect | DeadlineEffect | DropDeadlinesEffect;

/** `key` = `<stream>.<seq>-<n>`: stable across retries, so it is the job id, the cause of a signal and the Message-ID of a mail. */
export type Effect = Wish & { key: string };
