/**
 * The kinds of step that a route is made of. Each has the fields of its own, and `travelling` has a state of the kind's name that
 * the route leads to. What a kind is called, who has the item meanwhile and how it is planned is said in `src/steps/<kind>.ts`.
 */
import { z } from 'zod';
import { Id } from '../primitives.ts';

/** How an organ treats an item. `deciding` is the one with the competence. */
export const OrganRole = z.enum(['recommending', 'deciding', 'orienting', 'reviewing']);
export type OrganRole = z.infer<typeof OrganRole>;

const approval = z.strictObject({ kind: z.literal('approval'), office: Id });
/** The kind of hearing that is thought of; it is chosen for good when the hearing is planned. */
const hearing = z.strictObject({ kind: z.literal('hearing'), hearingType: Id });
/** An organ may be left open (null: "kompetence afventer") and be named later. */
const organ = z.strictObject({ kind: z.literal('organ'), organ: Id.nullable(), role: OrganRole });

/**
 * Somebody reads the item and comments on it: people by name, or the members that an organ has on the day. `days`: so many hverdage
 * after they were asked, silence is consent.
 */
const review = z.strictObject({
  kind: z.literal('review'),
  reviewers: z.union([z.strictObject({ people: z.array(Id).min(1).max(20) }), z.strictObject({ organ: Id })]),
  days: z.number().int().min(1).max(30),
});

/** A step as it is planned in a draft. */
export const PlannedStep = z.discriminatedUnion('kind', [approval, review, hearing, organ]);
export type PlannedStep = z.infer<typeof PlannedStep>;

const withId = { id: Id };

/** A step of the route that an item travels. */
export const RouteStep = z.discriminatedUnion('kind', [
  approval.extend(withId),
  review.extend(withId),
  hearing.extend(withId),
  organ.extend(withId),
]);
export type RouteStep = z.infer<typeof RouteStep>;
export type StepKind = RouteStep['kind'];
/** The step of one kind. */
export type StepOf<Kind extends StepKind> = Extract<PlannedStep, { kind: Kind }>;
