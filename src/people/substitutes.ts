/**
 * Who stands in for whom (fravær): a delegation from a person that is limited neither to offices nor to actions covers all that the
 * person does at work, the items written as their officer too. Seats in organs are personal and never delegated.
 * Pure; days are Europe/Copenhagen.
 */
import type { Directory } from './directory.ts';
import { isActive } from './is-active.ts';
import { covers } from './local-day.ts';
import type { Delegation } from './types.ts';

/** Whether it covers all that somebody does at work. */
export const isWhole = ({ from, scope }: Delegation) =>
  from.kind === 'person' && scope.actions === null && scope.offices === null;

const wholeOn = ({ delegations }: Directory, day: string) =>
  delegations.filter((one) => isWhole(one) && covers({ from: one.validFrom, to: one.validTo }, day));

/**
 * The people in whose place somebody handles items on a day. What somebody got this way cannot be handed on.
 * @param day `YYYY-MM-DD`
 * @returns ids, each once
 */
export const standsInForOn = (directory: Directory, person: string, day: string): string[] => [
  ...new Set(wholeOn(directory, day).flatMap(({ from, to }) => (to === person && from.id !== person ? [from.id] : []))),
];

/**
 * Those who stand in for somebody on a day and have not left.
 * @param day `YYYY-MM-DD`
 * @returns ids, each once
 */
export const substitutesOn = (directory: Directory, person: string, day: string): string[] => [
  ...new Set(
    wholeOn(directory, day).flatMap(({ from, to }) => (from.id === person && isActive(directory, to) ? [to] : [])),
  ),
];
