/**
 * The kinds of step that every route is made of. A kind that came later is a part (machines/agenda-item/parts), and all of them
 * together are in machines/agenda-item/steps.ts.
 */
import { z } from 'zod';
import { Id } from '../../primitives.ts';

/** How an organ treats an item. `deciding` is the one with the competence. */
export const OrganRole = z.enum(['recommending', 'deciding', 'orienting', 'reviewing']);
export type OrganRole = z.infer<typeof OrganRole>;

export const approval = z.strictObject({ kind: z.literal('approval'), office: Id });
/** The kind of hearing that is thought of; it is chosen for good when the hearing is planned. */
export const hearing = z.strictObject({ kind: z.literal('hearing'), hearingType: Id });
/** An organ may be left open (null: "kompetence afventer") and be named later. */
export const organ = z.strictObject({ kind: z.literal('organ'), organ: Id.nullable(), role: OrganRole });

/** What the step of a route is known by, whatever its kind. */
export interface AnyStep {
  id: string;
  kind: string;
}
interface CoreSteps {
  approval: z.infer<typeof approval> & { id: string };
  hearing: z.infer<typeof hearing> & { id: string };
  organ: z.infer<typeof organ> & { id: string };
}
export type CoreStep = CoreSteps[keyof CoreSteps];

/** Whether the step is of this kind, with the fields of its own. */
export const isStep = <Kind extends keyof CoreSteps>(step: AnyStep | undefined, kind: Kind): step is CoreSteps[Kind] =>
  step?.kind === kind;
