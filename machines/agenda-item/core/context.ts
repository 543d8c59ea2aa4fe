/**
 * What every agenda item remembers: ids, hashes and counters, never texts. What a part keeps besides is declared by the part; all of
 * it together is ItemContext.
 */
import type { z } from 'zod';
import type { ActedBy, CreateItem, Decision, ItemType, Origin } from './events.ts';
import { type AnyStep, isStep } from './steps.ts';

interface Approval {
  step: string;
  round: number;
  version: string;
  by: ActedBy;
  /** Where it is of one's own item: the organs whose rule allowed it. */
  ownAllowedBy?: string[];
  /** Where several steps were approved at once: the first of them. */
  together?: string;
}

export interface Treatment {
  step: string;
  meeting: string;
  organ: string;
  decision: Decision;
  /** The meeting's report that the decision came with; a newer one may correct its wording. */
  report: number;
}

export interface CoreContext {
  item: string;
  type: ItemType;
  openness: 'open' | 'closed';
  owner: string;
  /** The sub-item that it grew out of, or null. */
  origin: Origin | null;
  /** Approval round: each submission and each substantive change starts a new one; approvals and links belong to a round. */
  round: number;
  version: { n: number; hash: string } | null;
  /** The version this round began with: while it stands and nobody has approved, the officer may recall. */
  submitted: string | null;
  route: AnyStep[];
  /** Index of the current step in `route`; `route.length` when the route is travelled to its end. */
  position: number;
  approvals: Approval[];
  /** Counts the requests to act at a step, so that a reminder knows whether it is still wanted. */
  requests: number;
  /**
   * The hearings that were planned for the route's steps. `over`: the item waits for it no more; when it comes to the step again, it
   * gets another one.
   */
  hearings: { step: string; hearing: string; over?: true }[];
  /** The one meeting that has the item on its agenda; `frozen` from the moment the meeting owns it, `report` the last one received. */
  listing: { meeting: string; organ: string; part: string; frozen: boolean; report: number } | null;
  /** Counts listings and unlistings, so that a meeting recognises an overtaken report. */
  turn: number;
  /** The decision of the meeting now in session; it moves to `treatments` when the meeting ends. */
  pendingDecision: Decision | null;
  treatments: Treatment[];
  signedMeetings: string[];
  /** Recommendations added with a later extension of the route, by the first step they are for. */
  recommendations: { step: string; hash: string }[];
}

export const newItem = (event: z.infer<typeof CreateItem>): CoreContext => ({
  item: event.item,
  type: event.itemType,
  openness: 'open',
  owner: event.owner,
  origin: event.origin ?? null,
  round: 0,
  version: null,
  submitted: null,
  route: [],
  position: 0,
  approvals: [],
  requests: 0,
  hearings: [],
  listing: null,
  turn: 0,
  pendingDecision: null,
  treatments: [],
  signedMeetings: [],
  recommendations: [],
});

/** Where the item stands on its route; undefined once it is travelled to its end. */
export const currentStep = <Step extends AnyStep>(context: {
  route: readonly Step[];
  position: number;
}): Step | undefined => context.route[context.position];
/** The same, where it is a step of this kind. */
export const currentStepAs = <Kind extends Parameters<typeof isStep>[1]>(context: CoreContext, kind: Kind) => {
  const step = currentStep(context);
  return isStep(step, kind) ? step : undefined;
};
/** Whether a meeting that treated the item at this step has ended. */
export const isTreated = (context: Pick<CoreContext, 'treatments'>, step: string): boolean =>
  context.treatments.some((treatment) => treatment.step === step);
/** The hearing that the current step waits for, once somebody has planned it. */
export const currentHearing = (context: CoreContext): string | undefined => {
  const step = currentStep(context)?.id;
  return context.hearings.findLast((each) => each.step === step && !each.over)?.hearing;
};
