/** What a case officer works on: the text, and the route it is meant to take. */

import { z } from 'zod';
import { OrganRole } from '#machines/agenda-item/events.ts';
import { Id } from '#machines/primitives.ts';
import { ItemContent } from './item-content.ts';

export const PlannedStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('approval'), office: Id }),
  /** The kind of hearing that is thought of; it is chosen for good when the hearing is planned. */
  z.strictObject({ kind: z.literal('hearing'), hearingType: Id }),
  z.strictObject({ kind: z.literal('organ'), organ: Id.nullable(), role: OrganRole }),
]);
export type PlannedStep = z.infer<typeof PlannedStep>;

export const DraftBody = z.strictObject({ content: ItemContent, plan: z.array(PlannedStep).max(30) });
export type DraftBody = z.infer<typeof DraftBody>;
