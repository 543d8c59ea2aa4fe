/**
 * The form of an action that names the fields of its form, as the template `action-form` takes it. What a field must be is read from
 * the action's input; what it is called, from the dictionary.
 */
import { z } from 'zod';
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import type { ItemAction } from '#src/commands/item/item-action.ts';
import type { Directory } from '#src/people/directory.ts';
import { consequenceOf, formWordsOf, word } from '#src/words/words.ts';
import { newRequestId } from '../../form.ts';
import { personChoices } from './choices.ts';

/** As JSON Schema says them of a text. */
interface Bounds {
  minLength?: number;
  maxLength?: number;
}

const described = new Map<string, { required: readonly string[]; bounds: Readonly<Record<string, Bounds>> }>();
/** What a form may leave out, and how long its texts may be; made once for each action. */
function boundsOf({ event, input }: ItemAction) {
  const known = described.get(event);
  if (known) return known;
  const { required = [], properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  const made = { required, bounds: properties as Record<string, Bounds> };
  described.set(event, made);
  return made;
}

/** What the reader has before them, for the actions that take it: an answer is given on exactly that. */
const readNow = (context: ItemContext) => ({
  step: currentStep(context)?.id ?? '',
  round: context.round,
  version: context.version?.hash ?? '',
});

/**
 * @param on the item as it stands, and who there is to choose from
 * @param base the address under which the action's own is: the item's or a mailed link's
 * @param more what the form says besides: the entry that it answers
 * @param place sets the ids of one form apart from those of another of the same action
 */
export function actionForm(
  action: ItemAction,
  on: { context: ItemContext; directory: Directory },
  base: string,
  more: Readonly<Record<string, string>> = {},
  place = '',
) {
  const { context, directory } = on;
  const { event, input, page } = action;
  const words = formWordsOf(event);
  const { required, bounds } = boundsOf(action);
  const consequence = consequenceOf(event);
  const consequenceId = `then-${event}${place}`;
  const read = Object.entries(readNow(context)).filter(([name]) => name in input.shape);
  return {
    address: `${base}/${page.path}`,
    hidden: [['requestId', newRequestId()], ...read, ...Object.entries(more)].map(([name, value]) => ({ name, value })),
    heading: words.heading?.replace('{version}', String(context.version?.n ?? 0)) ?? null,
    consequence,
    consequenceId,
    fields: (page.fields ?? []).map(({ name, kind, rows = 4, among }) => {
      const id = `${event}-${name}${place}`;
      const { label = word('fields', name), hint = null } = words.fields?.[name] ?? {};
      return {
        name,
        kind,
        rows,
        people: personChoices(directory, among?.(context, directory) ?? []),
        id,
        label,
        hint,
        required: required.includes(name),
        minLength: bounds[name]?.minLength ?? null,
        maxLength: bounds[name]?.maxLength ?? null,
        describedBy: [hint === null ? '' : `${id}-hint`, consequence === '' ? '' : consequenceId]
          .filter(Boolean)
          .join(' '),
      };
    }),
    button: words.button ?? word('actions', event),
    // Where it is the one thing that is asked for.
    isPrimary: page.shownIn === 'section',
  };
}
