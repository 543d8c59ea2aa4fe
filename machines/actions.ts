/**
 * The one action that the machines have besides assignments. Its `params` are the effects that a transition asks for: XState
 * resolves them in `transition()`, each with the context as it stands at its place in the list of actions, and carries out nothing.
 */
import { assign, type EventObject, type MachineContext } from 'xstate';
import type { UncheckedEffect } from './unchecked-effect.ts';

export const noEffect = (_: unknown, _effects: readonly UncheckedEffect[]): void => {};

/** The words in which one machine's chart says what changes: `apply(applyApproval)` assigns the fields that the function returns. */
export const applyIn =
  <Context extends MachineContext, Event extends EventObject>() =>
  <E extends Event>(how: (context: Context, event: E) => Partial<Context>) =>
    assign<Context, Event, undefined, Event, never>(({ context, event }) => how(context, event as E));

/** The words in which one machine's chart asks for effects: `effects(requestApproval)`. */
export const effectsIn =
  <Context, Event>() =>
  <E extends Event>(make: (context: Context, event: E) => readonly UncheckedEffect[]) => ({
    type: 'effects' as const,
    params: ({ context, event }: { context: Context; event: Event }) => make(context, event as E),
  });

/**
 * What the actions of a transition ask for, in their order.
 * @throws Error for an action that is not of the machines' own making: its effects would be lost
 */
export const requestsOf = (actions: readonly { type: string; params: unknown }[]): UncheckedEffect[] =>
  actions.flatMap(({ type, params }) => {
    if (type !== 'effects') throw new Error(`The action "${type}" asks for no effects.`);
    return params as UncheckedEffect[];
  });
