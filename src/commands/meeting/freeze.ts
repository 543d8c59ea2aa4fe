/** The agenda is frozen: every item's version is pinned and gets its number; from here on the meeting owns them. */

import { z } from 'zod';
import { itemsOfPart } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { notAllowedNow } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const FreezeAgendaInput = z.strictObject({ meeting: Id, part: Id });

/** @throws Refusal `only-the-secretariat` (403), `part-…`, `pins-each-item` (409: an item came or went just now; try again) */
export async function freezeAgenda(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting, part } = readInput(FreezeAgendaInput, input);
  const head = await headOf(deps.collections, 'meeting', meeting);
  const listed = itemsOfPart(head.state.context, part);
  const pins = await Promise.all(
    listed.map(async ({ item }) => {
      const { version } = (await headOf(deps.collections, 'agenda-item', item)).state.context;
      if (version === null) throw notAllowedNow('pins-each-item', { item });
      return { item, version: version.hash };
    }),
  );
  return commitOnMeeting(deps, request, meeting, { type: 'freeze', part, pins });
}
