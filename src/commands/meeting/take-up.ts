/** An item that is not on the agenda is taken up at the meeting, with the reason why it cannot wait. */
import { z } from 'zod';
import { currentStep } from '#machines/agenda-item/context.ts';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { notAllowedNow } from '#src/errors.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { headOf } from '#src/store/read-stream.ts';
import { reasonGiven } from '../documents.ts';
import { waitsForOrgan } from '../item/phases.ts';
import { ruleOf } from './context-rules.ts';
import { meetingAction } from './meeting-action.ts';

/**
 * The item must wait for this organ; the meeting pins the version that stands. Refused by `organ-of-step`, `item-not-on-agenda`,
 * `agenda-has-room` (409), 404 for an unknown item.
 */
export const takeUpItem = meetingAction({
  event: 'takeUp',
  order: 100,
  input: z.strictObject({ meeting: Id, item: Id, reason: Reason }),
  policy: bySecretariat,
  restsOn: ({ item }) => [item],
  async prepare({ item, reason: text }, { deps, id }) {
    const { organ, items } = (await headOf(deps.collections, 'meeting', id)).state.context;
    const { value, context } = (await headOf(deps.collections, 'agenda-item', item)).state;
    const step = currentStep(context);
    const waits = waitsForOrgan(value) && step?.kind === 'organ' && step.organ === organ;
    // An item that stands on the agenda already is refused by the meeting's own rule.
    if ((!waits || context.version === null) && !items.some((listed) => listed.item === item)) {
      throw notAllowedNow('organ-of-step', { item, organ });
    }
    const { document, hash: reason } = reasonGiven(text);
    const version = context.version?.hash ?? reason;
    return { event: { type: 'takeUp', item, version, turn: context.turn + 1, reason }, documents: [document] };
  },
  pages: [{ path: 'optag', form: 'item-and-reason', on: 'meeting' }],
  contextRule: ruleOf('agenda-has-room'),
});
