/** What may be done through a mailed link: the same actions as on the item's own page. */
import { z } from 'zod';
import type { ItemAction } from '#src/commands/item/item-action.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import type { LinkEventType } from '#src/links/link.ts';

export const linkActions = {
  approve: itemActions.approve,
  return: itemActions.return,
  correct: itemActions.correct,
} as const satisfies { [Type in LinkEventType]: ItemAction<Type> };

/** Fields of the actions' input that the link says already. */
export const SAID_BY_LINK = ['item', 'step', 'round', 'version'] as const;

const isSaid = (name: string) => (SAID_BY_LINK as readonly string[]).includes(name);

/** Of an action's input, the words that are left to whoever acts: no other fields fit. */
const leftToSay = ({ input }: { input: z.ZodObject }) =>
  z.strictObject(Object.fromEntries(Object.entries(input.shape).filter(([name]) => !isSaid(name))));

/** What a form on the link's page must be; its other fields are passed over. */
export const formBehindLink = (action: { input: z.ZodObject }) => leftToSay(action).strip();

const withoutSaid = (fields: unknown) =>
  Object.fromEntries(Object.entries(Object(fields)).filter(([name]) => !isSaid(name)));
/** What a program must send; what it says of that which the link says is passed over. */
export const inputBehindLink = (action: { input: z.ZodObject }) => z.preprocess(withoutSaid, leftToSay(action));
