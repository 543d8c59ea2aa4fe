/** What lists and pages read: one row per stream, a pure function of its latest transition, so it can always be rebuilt. */

import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import type { HearingContext } from '#machines/hearing/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { hasTag } from '#machines/states.ts';
import { askedNow, readersOfItem } from '#src/readers/item-readers.ts';
import { readersOfMeeting } from '#src/readers/meeting-readers.ts';
import type { ReaderKey } from '#src/readers/reader-keys.ts';
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

/** Whom an item waits for: at most one of the last four says so. */
export interface ItemRow extends Row<ItemContext> {
  /** Who may read it; lists find their rows by it. */
  readers: ReaderKey[];
  owner: string;
  waitsForOffice: string | null;
  waitsForOrgan: string | null;
  atMeeting: string | null;
  /** The people or the organ that are asked at its step. */
  waitsForAnswerOf: ReaderKey[];
  /** Set while search has not seen it as it is; another value with every change. */
  toIndex?: number;
}

/** Who may read the item of a row, and the item's transition that says so. */
export interface ItemReaders {
  readers: ReaderKey[];
  readersAsOf: number;
}

export interface MeetingRow extends Row<MeetingContext> {
  /** Who may read it; lists find their rows by it. */
  readers: ReaderKey[];
  organ: string;
  date: string;
}

/**
 * `closesAt` is the end of the current window, an ISO instant; null while none is set. Who may read it are the readers of its item,
 * of which the hearing's transitions know nothing: `followItems` keeps them, none until it has.
 */
export interface HearingRow extends Row<HearingContext>, Partial<ItemReaders> {
  item: string;
  hearingType: string;
  closesAt: string | null;
}

const common = (record: TransitionRecord) => ({
  _id: record.stream,
  seq: record.seq,
  hash: record.hash,
  state: record.to,
  at: record.at,
});

function itemRow(record: TransitionRecord): ItemRow {
  const context = record.state.context as ItemContext;
  const step = currentStep(context);
  const state = { value: record.to, context };
  return {
    ...common(record),
    context,
    readers: readersOfItem(state),
    owner: context.owner,
    waitsForOffice:
      hasTag('agenda-item', record.to, 'awaits-approval') && step?.kind === 'approval' ? step.office : null,
    waitsForOrgan: hasTag('agenda-item', record.to, 'awaits-agenda') && step?.kind === 'organ' ? step.organ : null,
    atMeeting: context.listing?.meeting ?? null,
    waitsForAnswerOf: askedNow(state),
    toIndex: record.seq,
  };
}

function meetingRow(record: TransitionRecord): MeetingRow {
  const context = record.state.context as MeetingContext;
  const readers = readersOfMeeting({ value: record.to, context });
  return { ...common(record), context, readers, organ: context.organ, date: context.date };
}

function hearingRow(record: TransitionRecord): HearingRow {
  const context = record.state.context as HearingContext;
  const { item, hearingType, window } = context;
  return { ...common(record), context, item, hearingType, closesAt: window?.closesAt ?? null };
}

/** The tables that have a row per stream. */
const TABLES = { 'agenda-item': 'items', meeting: 'meetings', hearing: 'hearings' } as const;
export const ROW_TABLES = Object.values(TABLES);
export type RowTable = (typeof ROW_TABLES)[number];
/** Where the row of a stream is. @throws TypeError as `machineOf` */
export const tableOf = (stream: string): RowTable => TABLES[machineOf(stream)];

/** The table and the row that a record's stream has. */
export function project(record: TransitionRecord) {
  switch (machineOf(record.stream)) {
    case 'agenda-item':
      return { table: 'items', row: itemRow(record) } as const;
    case 'meeting':
      return { table: 'meetings', row: meetingRow(record) } as const;
    case 'hearing':
      return { table: 'hearings', row: hearingRow(record) } as const;
  }
}
