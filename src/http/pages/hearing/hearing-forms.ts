/** How the forms of the hearing's page become an action's input; `hearing` is added by the route. */
import { z } from 'zod';
import type { HearingContext } from '#machines/hearing/context.ts';
import { dayOfInstant } from '#src/calendar/zoned.ts';
import type { HearingForm } from '#src/commands/hearing/hearing-action.ts';
import type { App } from '#src/context.ts';
import { loadHearing } from '#src/queries/hearing.ts';
import { readInput } from '#src/read-input.ts';
import { readParties } from './read-parties.ts';
import { requireConfirmation } from './window-warnings.ts';

type Fields = Record<string, unknown>;
type ReadForm = (fields: Fields, sent: { app: App; hearing: string }) => Fields | Promise<Fields>;

/** `understood`: the window that its sender has been warned of. */
const understood = { understood: z.string().max(40).optional() };
const WindowForm = z.object({
  opensOn: z.iso.date(),
  closesOn: z.iso.date(),
  graceMinutes: z.coerce.number().int().default(60),
  ...understood,
});
const ExtendForm = z.object({ closesOn: z.iso.date(), reason: z.string(), ...understood });
const ReasonForm = z.object({ reason: z.string() });
const NoteForm = z.object({ note: z.string() });

/** The window that a form asks for; an extension begins where the window did. */
export function askedWindow({ window }: HearingContext, fields: object | undefined): z.infer<typeof WindowForm> | null {
  const opensOn = window === null ? {} : { opensOn: dayOfInstant(window.opensAt) };
  const asked = WindowForm.safeParse({ ...opensOn, ...fields });
  return asked.success ? asked.data : null;
}

export const hearingForms: Record<HearingForm, ReadForm> = {
  parties: ({ names }) => ({ parties: readParties(names) }),
  party: ({ party }) => ({ party }),
  reason: (fields) => readInput(ReasonForm, fields),
  note: (fields) => readInput(NoteForm, fields),
  async window(fields, { app, hearing }) {
    const { understood: warned, ...window } = readInput(WindowForm, fields);
    await requireConfirmation(app, await loadHearing(app, hearing), window, warned);
    return window;
  },
  async extension(fields, { app, hearing }) {
    const { understood: warned, ...longer } = readInput(ExtendForm, fields);
    const history = await loadHearing(app, hearing);
    const window = askedWindow(history.context, fields);
    if (window) await requireConfirmation(app, history, window, warned);
    return longer;
  },
};
