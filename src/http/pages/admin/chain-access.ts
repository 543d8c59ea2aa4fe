/** Who may see a chain: administrators every one, for it holds no text; others the ones of what they have a hand in. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { HearingContext } from '#machines/hearing/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { retryWithFreshDirectory } from '#src/auth/retry-with-fresh-directory.ts';
import { itemTarget } from '#src/commands/item/item-action.ts';
import type { App } from '#src/context.ts';
import { forbidden, notFound } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { isInside, mayReadItem } from '#src/policies/item-policies.ts';
import { mayReadMeeting, mayReadMeetingChain } from '#src/policies/meeting-policies.ts';
import { isAdmin } from '#src/policies/roles.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import { hideForbidden } from '../../hide-forbidden.ts';

interface Access {
  may: boolean;
  /** Whether the page of the item, meeting or hearing itself may be opened. */
  mayOpen: boolean;
}

/**
 * @throws Refusal `not-found` (404) alike for what does not exist and for what the person may not see
 */
export async function mayReadChain(app: App, actor: Actor, stream: string): Promise<{ mayOpen: boolean }> {
  const head = await app.readHead(stream);
  if (head === null) throw notFound('stream');
  const subject = await subjectOf(app, head);
  const now = await app.clock.now();
  const reading = retryWithFreshDirectory(app, { actor }, (directory, known) => {
    const access = accessTo(subject, known, directory, now);
    if (!access.may) throw forbidden('not-for-your-eyes');
    return access;
  });
  return hideForbidden('stream', reading);
}

/** A hearing is its item's. */
async function subjectOf(app: App, head: TransitionRecord): Promise<TransitionRecord | null> {
  if (head.machine !== 'hearing') return head;
  return app.readHead((head.state.context as HearingContext).item);
}

function accessTo(head: TransitionRecord | null, actor: Actor, directory: Directory, now: Date): Access {
  const sees = isAdmin(actor);
  if (head === null) return { may: sees, mayOpen: false };
  if (head.machine === 'meeting') {
    const state = head.state as MachineState<MeetingContext>;
    const mayOpen = mayReadMeeting(actor, { state }).ok;
    return { may: sees || (mayOpen && mayReadMeetingChain(actor)), mayOpen };
  }
  const state = head.state as MachineState<ItemContext>;
  const mayOpen = mayReadItem(actor, itemTarget(directory, state, now)).ok;
  return { may: sees || (mayOpen && isInside(actor, state.context)), mayOpen };
}
