/** The words that the chart of every item is written in: which rules must hold, what changes, which effects are asked for. */
import { applyIn, effectsIn } from '../../actions.ts';
import { needsIn } from '../../needs.ts';
import type { CoreContext } from './context.ts';
import type { CoreEvent } from './events.ts';
import type { CoreRule } from './rules.ts';

export const needs = needsIn<CoreContext, CoreEvent, CoreRule>();
export const apply = applyIn<CoreContext, CoreEvent>();
export const effects = effectsIn<CoreContext, CoreEvent>();
