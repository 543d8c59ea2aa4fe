/** The words that the chart of every item is written in. */
import { wordsIn } from '../../words.ts';
import type { CoreContext } from './context.ts';
import type { CoreEvent } from './events.ts';
import type { CoreRule } from './rules.ts';

export const { needs, apply, effects } = wordsIn<CoreContext, CoreEvent, CoreRule>();
