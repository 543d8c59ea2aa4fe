/** How the forms of the hearing's page become an action's input; `hearing` is added by the route. */
import { z } from 'zod';
import type { HearingContext } from '#machines/hearing/context.ts';
import { Id } from '#machines/primitives.ts';
import { dayOfInstant } from '#src/calendar/zoned.ts';
import type { HearingForm } from '#src/commands/hearing/hearing-action.ts';
import type { App } from '#src/context.ts';
import { loadHearing } from '#src/queries/hearing.ts';
import { type FormInput, formInput } from '../../form-input.ts';
import { typed } from '../../rows.ts';
import { partiesToInvite } from './party-list.ts';
import { requireConfirmation } from './window-warnings.ts';

interface Sent {
  app: App;
  hearing: string;
}

/** `understood`: the window that its sender has been warned of. */
const understood = { understood: z.string().max(40).optional() };
const WindowForm = z.object({
  opensOn: z.iso.date(),
  closesOn: z.iso.date(),
  graceMinutes: z.coerce.number().int().default(60),
  ...understood,
});
const ExtendForm = z.object({ closesOn: z.iso.date(), reason: z.string(), ...understood });

/** The window that a form asks for; an extension begins where the window did. */
export function askedWindow({ window }: HearingContext, fields: object | undefined): z.infer<typeof WindowForm> | null {
  const opensOn = window === null ? {} : { opensOn: dayOfInstant(window.opensAt) };
  const asked = WindowForm.safeParse({ ...opensOn, ...fields });
  return asked.success ? asked.data : null;
}

export const hearingForms: Record<HearingForm, FormInput<Sent>> = {
  parties: formInput(z.object({ names: typed, seen: typed }), async ({ names, seen }, { app, hearing }) => ({
    parties: partiesToInvite(await loadHearing(app, hearing), names, seen),
  })),
  party: formInput(z.object({ party: Id })),
  reason: formInput(z.object({ reason: z.string() })),
  note: formInput(z.object({ note: z.string() })),
  window: formInput(WindowForm, async ({ understood: warned, ...window }, { app, hearing }) => {
    await requireConfirmation(app, await loadHearing(app, hearing), window, warned);
    return window;
  }),
  extension: formInput(ExtendForm, async ({ understood: warned, ...longer }, { app, hearing }) => {
    const history = await loadHearing(app, hearing);
    const window = askedWindow(history.context, longer);
    if (window) await requireConfirmation(app, history, window, warned);
    return longer;
  }),
};
