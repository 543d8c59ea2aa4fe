/** What the reading operations take. Unlike the pages', a program's wrong filter is refused, not passed over. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { changeRoute } from '#src/commands/item/change-route.ts';
import { MeetingTime } from '#src/commands/meeting/plan.ts';
import { MeetingId } from '../path-params.ts';

export const MeetingListQuery = z.object({ organ: Id.optional() });
export const VersionQuery = z.object({ against: z.coerce.number().int().min(1).optional() });
export const OperationsQuery = z.object({
  state: z.enum(['open', 'done', 'void', 'failed']).optional(),
  kind: z.enum(['mail', 'signal']).optional(),
});

export const ImpactInput = changeRoute.input.omit({ item: true });
/** The parser's own limit counts bytes. */
export const ReadTextInput = z.strictObject({ text: z.string() });

/** A meeting that one thinks of planning, or, with `meeting`, of moving there. */
export const WarningsQuery = MeetingTime.extend({ organ: Id, meeting: MeetingId.optional() });

/** The days of a hearing's window, both part of it; local to Europe/Copenhagen. */
export const WindowInput = z.strictObject({ opensOn: z.iso.date(), closesOn: z.iso.date() });
