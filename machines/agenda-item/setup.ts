/** What the item's machine is made of: its types, and a guard for every rule of the core and of the parts. */
import { setup } from 'xstate';
import type { z } from 'zod';
import { noEffect } from '../actions.ts';
import { guardsOf, safely } from '../needs.ts';
import { type CoreContext, currentStep } from './core/context.ts';
import type { CoreEvent, CreateItem } from './core/events.ts';
import type { CoreRule } from './core/rules.ts';
import { itemRules } from './rules.ts';
import type { ItemMeta, ItemTag } from './states.ts';

/** Typed by what the core knows; the states of parts are typed by their parts. */
export const itemSetup = setup({
  types: {
    context: {} as CoreContext,
    events: {} as CoreEvent,
    tags: {} as ItemTag,
    meta: {} as ItemMeta,
    input: {} as z.infer<typeof CreateItem>,
  },
  guards: {
    ...guardsOf<CoreContext, CoreEvent, CoreRule>(itemRules as never),
    /** Whether the step that the item has come to is of this kind. */
    nextIs: ({ context }: { context: CoreContext }, { kind }: { kind: string }) => currentStep(context)?.kind === kind,
    everyMeetingSigned: safely<CoreContext>((context) =>
      context.treatments.every(({ meeting }) => context.signedMeetings.includes(meeting)),
    ),
  },
  actions: { effects: noEffect },
});

export type ItemStateConfig = Parameters<typeof itemSetup.createStateConfig>[0];
