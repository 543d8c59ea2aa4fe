/** An action on a meeting, and how it is run. */
import type { z } from 'zod';
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { PublicMeetingEvent } from '#machines/meeting/events.ts';
import { notFound } from '#src/errors.ts';
import type { MeetingTarget } from '#src/policies/meeting-policies.ts';
import { readInput } from '#src/read-input.ts';
import { isStreamOf } from '#src/store/record.ts';
import { type Action, type ActionBase, commitAction, type Given, type Prepared } from '../action.ts';
import { inCriticalSection } from '../critical-section.ts';

export type MeetingActionType = PublicMeetingEvent['type'];

/** How the meeting's own page asks for an action. */
export type MeetingForm =
  | 'button'
  | 'part'
  | 'new-part'
  | 'dispatch'
  | 'reason'
  | 'item-and-reason'
  | 'move'
  | 'attendance'
  | 'decision';

/** How the pages of its protocol do. */
export type SignatureForm = 'button' | 'reason' | 'signature' | 'refusal' | 'noted-refusal';

/** A form, its address under `/moeder/<id>/`, and the page that has it and is shown again. */
export type MeetingPage =
  | { path: string; on: 'meeting'; form: MeetingForm }
  | { path: string; on: 'protocol' | 'signing'; form: SignatureForm }
  /** A page of its own shows the form and takes it. */
  | { path: string; on: 'own' };

interface MeetingActionBase<Type extends MeetingActionType> extends ActionBase<Type, MeetingContext, MeetingTarget> {
  pages: readonly MeetingPage[];
  /**
   * Brings the main agenda on, or a step back: the meeting's page has a button for it. `ahead`: shown, disabled and with the
   * reason, until the meeting has come past the state in which it is done; `meanwhile`: only in that state.
   */
  ofAgenda?: 'ahead' | 'meanwhile';
}

export type MeetingAction<Type extends MeetingActionType = MeetingActionType> = MeetingActionBase<Type> &
  Action<Type, MeetingContext, MeetingTarget>;

type Event<Type extends MeetingActionType> = Extract<PublicMeetingEvent, { type: Type }>;
type MeetingInput = z.ZodObject & z.ZodType<{ meeting: string }>;

interface MeetingActionSpec<Type extends MeetingActionType, Input extends MeetingInput>
  extends MeetingActionBase<Type> {
  /** What is taken; `meeting` says which. */
  input: Input;
  /** Items as they stand that the event is made from: with the meeting they are kept as they are until it is committed. */
  restsOn?(input: Omit<z.infer<Input>, 'meeting'>): readonly string[];
  /** Looks up what the event needs and makes it. @param input without `meeting` */
  prepare(
    input: Omit<z.infer<Input>, 'meeting'>,
    given: Given,
  ): Prepared<Event<Type>, MeetingContext> | Promise<Prepared<Event<Type>, MeetingContext>>;
}

/** @returns the action, whose `run` takes the input unchecked */
export function meetingAction<Type extends MeetingActionType, Input extends MeetingInput>({
  prepare,
  restsOn,
  ...declared
}: MeetingActionSpec<Type, Input>): Omit<MeetingAction<Type>, 'input'> & { input: Input } {
  return {
    ...declared,
    async run(deps, request, input) {
      const { meeting: id, ...words } = readInput(declared.input, input);
      const others = restsOn?.(words);
      return inCriticalSection(deps, id, others && [id, ...others], async (held) => {
        const prepared = await prepare(words, { deps, request, id });
        if (!isStreamOf('meeting', id)) throw notFound('meeting');
        return commitAction<MeetingContext>(
          deps,
          request,
          { machine: 'meeting', id },
          (actor, _, state) => declared.policy(actor, { state }),
          prepared,
          { held, ruleInAnyState: declared.contextRuleInAnyState },
        );
      });
    },
  };
}
