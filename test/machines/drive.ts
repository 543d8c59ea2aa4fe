/** Drives a machine as the store does: zod first, then the step, then through JSON as if it had been stored in between. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { EffectRequest } from '#machines/effects.ts';
import type { HearingContext } from '#machines/hearing/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import {
  begin,
  type MachineEvent,
  type MachineName,
  type MachineState,
  machines,
  restore,
  type Step,
  step,
  toStored,
  whyNot,
} from '#machines/run.ts';

type ContextOf = { 'agenda-item': ItemContext; meeting: MeetingContext; hearing: HearingContext };

export interface Driver<Context> {
  /** The event must be accepted. Answers the effects. */
  send(event: MachineEvent): EffectRequest[];
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
  if (born?.accepted) state = throughJson(toStored(born.snapshot));
  const vocabulary = definition.fromPeople.or(definition.fromSystem);
  const attempt = (event: MachineEvent): Step => {
    const result = step(definition, restore(definition, state), vocabulary.parse(event));
    if (result.accepted) state = throughJson(toStored(result.snapshot));
    return result;
  };
  return {
    attempt,
    send(event) {
      const result = attempt(event);
      if (!result.accepted) throw new Error(`${event.type} refused in ${state.value} by ${result.rule}`);
      return result.effects;
    },
    refusal: (event) => whyNot(definition, restore(definition, state), vocabulary.parse(event)),
    at: () => state.value,
    context: () => state.context as ContextOf[Name],
    state: () => state as MachineState<ContextOf[Name]>,
  };
}

/** The events that a list of effects signals to one stream. */
export const signalsTo = (effects: readonly EffectRequest[], stream: string): MachineEvent[] =>
  effects.flatMap((effect) =>
    effect.kind === 'signal' && effect.params.stream === stream ? [effect.params.event] : [],
  );
export const mailsOf = (effects: readonly EffectRequest[]) =>
  effects.flatMap((effect) => (effect.kind === 'mail' ? [effect.params] : []));
