/** How the forms of the item's page become an action's input; `item` is added by the route. */
import { z } from 'zod';
import { OrganRole } from '#machines/agenda-item/steps.ts';
import type { ItemForm } from '#src/commands/item/item-action.ts';
import { rows, typed } from '../../rows.ts';

type Input = z.ZodObject;

const asSent = (input: Input): z.ZodType => input;
/** Numbers come from a form as text. */
const withRound = (input: Input): z.ZodType =>
  z.preprocess((fields) => {
    const sent = Object(fields) as Record<string, unknown>;
    return 'round' in sent ? { ...sent, round: Number(sent.round) } : sent;
  }, input);

const ExtensionForm = z.object({
  item: z.string(),
  stops: rows(z.strictObject({ organ: typed, role: OrganRole })),
  lead: typed,
  clauses: typed,
});

/** Rows without an organ are left out; "open" is an organ still to be found. A recommendation without words is none. */
function extensionFrom({ item, lead, clauses, stops: chosen }: z.infer<typeof ExtensionForm>) {
  const stops = chosen
    .filter(({ organ }) => organ !== '')
    .map(({ organ, role }) => ({ organ: organ === 'open' ? null : organ, role }));
  const lines = clauses
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const recommendation = lead.trim() === '' && lines.length === 0 ? null : { lead: lead.trim(), clauses: lines };
  return { item, stops, recommendation };
}

/** What each form must be, so that it becomes the action's input. `editor` and `route` have pages of their own, which read them. */
export const itemForms: Record<Exclude<ItemForm, 'editor' | 'route'>, (input: Input) => z.ZodType> = {
  button: asSent,
  organ: asSent,
  meeting: asSent,
  'co-authors': asSent,
  decide: withRound,
  fields: withRound,
  stops: (input) => ExtensionForm.transform((form): Record<string, unknown> => extensionFrom(form)).pipe(input),
};
