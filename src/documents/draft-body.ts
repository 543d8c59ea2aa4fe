/** What a case officer works on: the text, and the route it is meant to take. */

import { z } from 'zod';
import { PlannedStep } from '#machines/agenda-item/steps.ts';
import { ItemContent } from './item-content.ts';

export const DraftBody = z.strictObject({ content: ItemContent, plan: z.array(PlannedStep).max(30) });
export type DraftBody = z.infer<typeof DraftBody>;
