/** The agenda is frozen: every item's version is pinned and gets its number; from here on the meeting owns them. */
import { z } from 'zod';
import { itemsOfPart } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import { notAllowedNow } from '#src/errors.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { headOf } from '#src/store/read-stream.ts';
import { partsIn } from './context-rules.ts';
import { meetingAction } from './meeting-action.ts';

/** Refused by `part-…`, `pins-each-item` (409: an item came or went just now; try again). */
export const freezeAgenda = meetingAction({
  event: 'freeze',
  order: 50,
  input: z.strictObject({ meeting: Id, part: Id }),
  policy: bySecretariat,
  restsOn: () => [],
  async prepare({ part }, { deps, id }) {
    const listed = itemsOfPart((await headOf(deps.collections, 'meeting', id)).state.context, part);
    const pins = await Promise.all(
      listed.map(async ({ item }) => {
        const { version } = (await headOf(deps.collections, 'agenda-item', item)).state.context;
        if (version === null) throw notAllowedNow('pins-each-item', { item });
        return { item, version: version.hash };
      }),
    );
    return { event: { type: 'freeze', part, pins } };
  },
  pages: [{ path: 'laas', form: 'part', on: 'meeting' }],
  ofAgenda: 'ahead',
  contextRuleInAnyState(context, part) {
    const open = partsIn(context, 'open', part);
    const canBeFrozen = open.length === 0 || open.some(({ id }) => itemsOfPart(context, id).length > 0);
    return canBeFrozen ? null : 'part-has-items';
  },
});
