/**
 * What a transition asks the world to do. A machine never acts: its actions are turned into these by a table
 * (see `agenda-item/effects.ts`, `meeting/effects.ts`), stored with the transition, and carried out behind it.
 */
import type { MeetingToItemEvent } from './agenda-item/events.ts';
import type { ItemToMeetingEvent } from './meeting/events.ts';

/** Who a mail is for. Offices and roles are resolved to people when the mail is sent, so that a change of holder counts. */
export type Addressee = { office: string } | { person: string };

export interface MailEffect {
  kind: 'mail';
  params: { template: 'approval-request' | 'returned' | 'decided'; to: Addressee; about: MailSubject };
}

/** The ids and hashes a mail needs to be written; never texts. */
export interface MailSubject {
  item: string;
  step?: string;
  round?: number;
  version?: string;
  reason?: string;
  meeting?: string;
  decision?: string;
}

export interface SignalEffect {
  kind: 'signal';
  params: { stream: string; event: MeetingToItemEvent | ItemToMeetingEvent };
}

/** An effect before the store gives it its key. */
export type Wish = MailEffect | SignalEffect;

/** `key` = `<stream>.<seq>-<n>`: stable across retries, so it is the job id, the cause of a signal and the Message-ID of a mail. */
export type Effect = Wish & { key: string };
