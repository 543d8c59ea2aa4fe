/** The secretariat takes a waiting item on the agenda of a meeting of the organ whose turn it is. */

import { z } from 'zod';
import { AGENDA } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { notAllowedNow } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { readInput } from '../read-input.ts';
import { commitOnItem } from './commit-on-item.ts';

export const ListItemInput = z.strictObject({ item: Id, meeting: Id, part: Id.default(AGENDA) });

/**
 * The item's stream owns this fact; the meeting hears of it by signal, and an agenda that has been frozen meanwhile sends the
 * item back to waiting.
 * @throws Refusal `only-the-secretariat` (403), `already-listed`, `organ-of-step` (409), 404 for an unknown meeting
 */
export async function listItem(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { item, meeting, part } = readInput(ListItemInput, input);
  const head = await headOf(deps.collections, 'meeting', meeting);
  const { organ } = head.state.context;
  return commitOnItem(deps, request, item, 'list', (_, { listing }) => {
    if (listing !== null) throw notAllowedNow('already-listed', { meeting: listing.meeting });
    return { type: 'list', meeting, organ, part };
  });
}
