/** How the forms of the item's page become an action's input; `item` is added by the route. */
import { z } from 'zod';
import { OrganRole } from '#machines/agenda-item/steps.ts';
import type { ItemForm } from '#src/commands/item/item-action.ts';
import { readInput } from '#src/read-input.ts';
import { rows, typed } from '../../rows.ts';

type Fields = Record<string, unknown>;

const asSent = (fields: Fields): Fields => fields;
/** Numbers come from a form as text. */
const withRound = (fields: Fields): Fields => ({ ...fields, round: Number(fields.round) });

const ExtensionFields = z.object({
  stops: rows(z.strictObject({ organ: typed, role: OrganRole })),
  lead: typed,
  clauses: typed,
});

/** Rows without an organ are left out; "open" is an organ still to be found. A recommendation without words is none. */
function extensionFrom(fields: Fields): Fields {
  const { lead, clauses, stops: chosen } = readInput(ExtensionFields, fields);
  const stops = chosen
    .filter(({ organ }) => organ !== '')
    .map(({ organ, role }) => ({ organ: organ === 'open' ? null : organ, role }));
  const lines = clauses
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const recommendation = lead.trim() === '' && lines.length === 0 ? null : { lead: lead.trim(), clauses: lines };
  return { stops, recommendation };
}

/** `editor` and `route` have pages of their own, which read them. */
export const itemForms: Record<Exclude<ItemForm, 'editor' | 'route'>, (fields: Fields) => Fields> = {
  button: asSent,
  organ: asSent,
  meeting: asSent,
  decide: withRound,
  fields: (fields) => ('round' in fields ? withRound(fields) : fields),
  stops: extensionFrom,
};
