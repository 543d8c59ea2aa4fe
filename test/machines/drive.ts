/** Drives a machine as the store does: zod first, then the step, then through JSON as if it had been stored in between. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { Wish } from '#machines/effects.ts';
import type { HearingContext } from '#machines/hearing/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import {
  begin,
  dehydrate,
  type MachineEvent,
  type MachineName,
  type MachineState,
  machines,
  restore,
  type Step,
  step,
  whyNot,
} from '#machines/run.ts';

type ContextOf = { 'agenda-item': ItemContext; meeting: MeetingContext; hearing: HearingContext };

export interface Driver<Context> {
  /** The event must be accepted. Answers the wishes. */
  send(event: MachineEvent): Wish[];
  /** The event is tried; nothing is demanded. */
  attempt(event: MachineEvent): Step;
  /** The rule that refuses the event now, null when it would be accepted. */
  refusal(event: MachineEvent): string | null;
  at(): string;
  context(): Context;
  state(): MachineState<Context>;
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** A machine in the state given, or newly born by the birth event given. */
export function drive<Name extends MachineName>(
  name: Name,
  from: { birth: MachineEvent } | { state: MachineState },
): Driver<ContextOf[Name]> {
  const definition = machines[name];
  const born = 'birth' in from ? begin(definition, definition.birth.parse(from.birth)) : null;
  let state: MachineState = 'state' in from ? from.state : { value: '', context: {} as ContextOf[Name] };
  if (born?.accepted) state = throughJson(dehydrate(born.snapshot));
  const vocabulary = definition.fromPeople.or(definition.fromSystem);
  const attempt = (event: MachineEvent): Step => {
    const result = step(definition, restore(definition, state), vocabulary.parse(event));
    if (result.accepted) state = throughJson(dehydrate(result.snapshot));
    return result;
  };
  return {
    attempt,
    send(event) {
      const result = attempt(event);
      if (!result.accepted) throw new Error(`${event.type} refused in ${state.value} by ${result.rule}`);
      return result.wishes;
    },
    refusal: (event) => whyNot(definition, restore(definition, state), vocabulary.parse(event)),
    at: () => state.value,
    context: () => state.context as ContextOf[Name],
    state: () => state as MachineState<ContextOf[Name]>,
  };
}

/** The events that a list of wishes signals to one stream. */
export const signalsTo = (wishes: readonly Wish[], stream: string): MachineEvent[] =>
  wishes.flatMap((wish) => (wish.kind === 'signal' && wish.params.stream === stream ? [wish.params.event] : []));
export const mailsOf = (wishes: readonly Wish[]) =>
  wishes.flatMap((wish) => (wish.kind === 'mail' ? [wish.params] : []));
