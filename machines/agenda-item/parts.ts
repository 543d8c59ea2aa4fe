/** All parts of the item's machine, and what they add up to. */
import type { NOTHING } from './part.ts';
import * as modules from './parts/modules.gen.ts';

export type Part = (typeof modules)[keyof typeof modules];
export const parts: readonly Part[] = Object.values(modules);

/** What all parts list under one name. */
export const listedByParts = <Name extends 'publicEvents' | 'deadlines' | 'mails' | 'waits'>(name: Name) =>
  parts.flatMap((part) => [...part[name]]) as Part[Name][number][];
/** The kinds of step among the parts. */
export const stepsOfParts = parts.flatMap(({ step }) => (step === null ? [] : [step]));

type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** What the parts keep in the item's context. */
export type PartContext = AllOf<Part['context']>;

/** What one of their fields has, of all parts together. */
export const ofAllParts = <Name extends 'rules' | 'about'>(name: Name) =>
  Object.assign({}, ...parts.map((part) => part[name])) as AllOf<Part[Name]> & object;
/** The transitions that parts add to a state of the core. */
export const transitionsOfParts = (state: keyof (typeof NOTHING)['on']): object =>
  Object.assign({}, ...(parts as readonly Pick<typeof NOTHING, 'on'>[]).map(({ on }) => on[state]));
/** Whether somebody has acted at the step in the present round, as one of the parts knows it. */
export const hasActedAt = (context: PartContext, step: string): boolean =>
  (parts as readonly Pick<typeof NOTHING, 'hasActedAt'>[]).some((part) => part.hasActedAt(context as object, step));
