/** What lists and pages read: one row per stream, a pure function of its latest transition, so it can always be rebuilt. */
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { machineOf, type TransitionRecord } from './record.ts';

interface Row<Context> {
  _id: string;
  seq: number;
  hash: string;
  state: string;
  context: Context;
  /** ISO instant of the latest transition. */
  at: string;
}

/** Whom an item waits for: at most one of the three. */
export interface ItemRow extends Row<ItemContext> {
  owner: string;
  waitsForOffice: string | null;
  waitsForOrgan: string | null;
  atMeeting: string | null;
}

export interface MeetingRow extends Row<MeetingContext> {
  organ: string;
  date: string;
}

const common = (record: TransitionRecord) => ({
  _id: record.stream,
  seq: record.seq,
  hash: record.hash,
  state: record.to,
  at: record.at,
});

export function itemRow(record: TransitionRecord): ItemRow {
  const context = record.state.context as ItemContext;
  const step = currentStep(context);
  return {
    ...common(record),
    context,
    owner: context.owner,
    waitsForOffice: record.to === 'travelling.approval' && step?.kind === 'approval' ? step.office : null,
    waitsForOrgan: record.to === 'travelling.organ.waiting' && step?.kind === 'organ' ? step.organ : null,
    atMeeting: context.listing?.meeting ?? null,
  };
}

export function meetingRow(record: TransitionRecord): MeetingRow {
  const context = record.state.context as MeetingContext;
  return { ...common(record), context, organ: context.organ, date: context.date };
}

/** The table and the row that a record's stream has. */
export function project(record: TransitionRecord) {
  return machineOf(record.stream) === 'agenda-item'
    ? ({ table: 'items', row: itemRow(record) } as const)
    : ({ table: 'meetings', row: meetingRow(record) } as const);
}
