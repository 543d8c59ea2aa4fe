/** What a meeting remembers. From freeze on it owns pinned versions, order and decisions of its items. */
import type { z } from 'zod';
import type { Decision } from '../agenda-item/events.ts';
import type { PlanMeeting, SigningRule } from './events.ts';

/** The agenda or a supplementary agenda (tillægsdagsorden). */
export interface Part {
  id: string;
  phase: 'open' | 'frozen' | 'dispatched';
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
}

export interface MeetingContext {
  meeting: string;
  organ: string;
  date: string;
  startsAt: string;
  signing: SigningRule;
  parts: Part[];
  items: ListedItem[];
  /** The latest turn heard from each item, so that an overtaken report is dropped. */
  heard: Record<string, number>;
  attendance: string | null;
  /** Counts what the meeting has told its items, so that an item recognises an overtaken report. */
  reports: number;
}

export const AGENDA = 'agenda';

export const newMeeting = (event: z.infer<typeof PlanMeeting>): MeetingContext => ({
  meeting: event.meeting,
  organ: event.organ,
  date: event.date,
  startsAt: event.startsAt,
  signing: event.signing,
  parts: [{ id: AGENDA, phase: 'open' }],
  items: [],
  heard: {},
  attendance: null,
  reports: 0,
});

export const partOf = (context: MeetingContext, id: string): Part | undefined =>
  context.parts.find((part) => part.id === id);
export const itemsOfPart = (context: MeetingContext, part: string): ListedItem[] =>
  context.items.filter((listed) => listed.part === part);
export const itemOf = (context: MeetingContext, item: string): ListedItem | undefined =>
  context.items.find((listed) => listed.item === item);
