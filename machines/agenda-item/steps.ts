/**
 * The kinds of step that a route is made of. Each has the fields of its own, and `travelling` has a state of the kind's name that
 * the route leads to. What a kind is called, who has the item meanwhile and how it is planned is said in `src/steps/<kind>.ts`.
 */
import { z } from 'zod';
import { Id } from '../primitives.ts';
import { approval, hearing, organ } from './core/steps.ts';
import { stepsOfParts } from './parts.ts';

export { OrganRole } from './core/steps.ts';

/** A step as it is planned in a draft. */
export const PlannedStep = z.discriminatedUnion('kind', [
  approval,
  hearing,
  organ,
  ...stepsOfParts.map(({ planned }) => planned),
]);
export type PlannedStep = z.infer<typeof PlannedStep>;

const withId = { id: Id };

/** A step of the route that an item travels. */
export const RouteStep = z.discriminatedUnion('kind', [
  approval.extend(withId),
  hearing.extend(withId),
  organ.extend(withId),
  ...stepsOfParts.map(({ onRoute }) => onRoute),
]);
export type RouteStep = z.infer<typeof RouteStep>;
export type StepKind = RouteStep['kind'];
/** The step of one kind. */
export type StepOf<Kind extends StepKind> = Extract<PlannedStep, { kind: Kind }>;
