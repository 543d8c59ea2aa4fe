/** What a hearing remembers: its window, its parties by reference, and how many have answered. Names and answers are documents. */
import type { z } from 'zod';
import type { HearingWindow, OpenTo, PlanHearing } from './events.ts';

/** `late`: what the party sent last came after the window. */
export interface Party {
  party: string;
  ref: string;
  state: 'asked' | 'answered' | 'noRemarks' | 'declined';
  late: boolean;
}

export interface Window {
  /** Counts from 1; each extension is a new window. */
  n: number;
  opensAt: string;
  closesAt: string;
  graceEndsAt: string;
  /** Of the extension; null for the first window. */
  reason: string | null;
}

export interface HearingContext {
  hearing: string;
  item: string;
  step: string;
  version: string;
  hearingType: string;
  openTo: z.infer<typeof OpenTo>;
  answersPublic: boolean;
  window: Window | null;
  /** When the window closed before it was extended, first to last: the old deadline is kept. */
  formerClosings: string[];
  parties: Party[];
  /** Receipts are numbered 1, 2, … over all answers, late ones included. */
  answers: number;
  lateAnswers: number;
  note: string | null;
}

export const newHearing = (event: z.infer<typeof PlanHearing>): HearingContext => ({
  hearing: event.hearing,
  item: event.item,
  step: event.step,
  version: event.version,
  hearingType: event.hearingType,
  openTo: event.openTo,
  answersPublic: event.answersPublic,
  window: null,
  formerClosings: [],
  parties: [],
  answers: 0,
  lateAnswers: 0,
  note: null,
});

export const partyOf = (context: HearingContext, id: string | null): Party | undefined =>
  context.parties.find(({ party }) => party === id);

/** @param n which window it is, from 1; @param reason of the extension, null for the first window */
export const windowFrom = (window: HearingWindow, n: number, reason: string | null): Window => ({
  n,
  opensAt: window.opens.dueAt,
  closesAt: window.closes.dueAt,
  graceEndsAt: window.graceEnds.dueAt,
  reason,
});
