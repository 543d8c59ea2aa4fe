/** The words that a chart is written in: `needs` which rules, `apply` what changes, `effects` what is asked for. */
import type { EventObject, MachineContext } from 'xstate';
import { applyIn, effectsIn } from './actions.ts';
import { needsIn } from './needs.ts';

/** @typeParam Rule the names of the rules that the chart's guards may hold together */
export const wordsIn = <Context extends MachineContext, Event extends EventObject, Rule extends string>() => ({
  needs: needsIn<Context, Event, Rule>(),
  apply: applyIn<Context, Event>(),
  effects: effectsIn<Context, Event>(),
});
