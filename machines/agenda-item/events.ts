/**
 * Everything that may happen to an agenda item, as two zod unions: what people do, and what other machines report or time brings.
 * Nothing else reaches the machine; above all no `xstate.*` event, which would move a snapshot past every guard.
 */
import { z } from 'zod';
import { publicEvents, systemEvents } from './core/events.ts';
import { listedByParts } from './parts.ts';
import { RouteStep } from './steps.ts';

export {
  ActedBy,
  approvalsIn,
  ContentFacts,
  CreateItem,
  Decision,
  ItemType,
  MAX_STEPS,
  MeetingToItemEvent,
  Openness,
  Origin,
} from './core/events.ts';

export const PublicItemEvent = z.discriminatedUnion('type', [
  ...publicEvents(RouteStep),
  ...listedByParts('publicEvents'),
]);
export type PublicItemEvent = z.infer<typeof PublicItemEvent>;

export const SystemItemEvent = z.discriminatedUnion('type', [
  ...systemEvents,
  ...listedByParts('deadlines').map(({ event }) => event),
]);
export type SystemItemEvent = z.infer<typeof SystemItemEvent>;

export type ItemEvent = PublicItemEvent | SystemItemEvent;
