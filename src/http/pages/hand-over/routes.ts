/** All items of somebody handed over at once, when that person leaves: first what is handed over, then who gets it. */
import { z } from 'zod';
import { MAX_HANDED_OVER } from '#machines/effects.ts';
import { Id } from '#machines/primitives.ts';
import { otherWriters } from '#src/commands/item/assert-writes-items.ts';
import { handOverAll, itemsToHandOver } from '#src/commands/item/hand-over-all.ts';
import { isRefusal } from '#src/errors.ts';
import { localDay } from '#src/people/local-day.ts';
import { personName } from '#src/people/names.ts';
import { membersOn, officesOf } from '#src/people/offices.ts';
import { namesOf, UNTITLED } from '#src/queries/item-titles.ts';
import { counted } from '#src/words/counted.ts';
import { namesIn } from '#src/words/names.ts';
import { refusalInWords } from '#src/words/words.ts';
import { form } from '../../body.ts';
import { commandRequest, newRequestId } from '../../form.ts';
import { type Call, type Operation, operation } from '../../operation.ts';
import { refusedStatus } from '../../refused-status.ts';
import { renderPage } from '../../render.ts';
import { rows, typed } from '../../rows.ts';
import { itemBadge } from '../../state-badge.ts';
import { personChoices } from '../item/choices.ts';

const HandOverQuery = z.object({
  fra: Id.optional().catch(undefined),
  til: Id.optional().catch(undefined),
  antal: z.coerce.number().int().min(0).max(MAX_HANDED_OVER).optional().catch(undefined),
});
const Sent = z.object({ from: typed, to: typed, reason: typed, items: rows(z.string(), MAX_HANDED_OVER) });

type Shown = Pick<Call, 'app' | 'actor' | 'response'>;

async function show(
  { app, actor, response }: Shown,
  from: string,
  {
    said = null,
    error = null,
    to = '',
    reason = '',
  }: { said?: string | null; error?: string | null; to?: string; reason?: string } = {},
): Promise<void> {
  const [directory, now] = await Promise.all([app.directory.refresh(), app.clock.now()]);
  const found = await itemsToHandOver(app, actor, from);
  const titles = await namesOf(app, found);
  const names = namesIn(directory);
  const today = localDay(now);
  const isOwn = from === actor.person;
  renderPage(response, 'hand-over', {
    title: isOwn ? 'Overdrag dine punkter' : `Overdrag punkter fra ${personName(directory, from)}`,
    name: isOwn ? 'Du' : personName(directory, from),
    from,
    requestId: newRequestId(),
    said,
    error,
    reason,
    writers: personChoices(directory, otherWriters(directory, [from]), to),
    items: found.map((row) => ({
      id: row._id,
      ...(titles.get(row._id) ?? UNTITLED),
      closed: row.context.openness === 'closed',
      state: itemBadge(row.state, undefined),
    })),
    offices: officesOf(directory, from, today)
      .map((office) => names.office(office))
      .join(', '),
    organs: [...directory.organs.values()]
      .filter(({ id }) => membersOn(directory, id, today).some(({ person }) => person === from))
      .map(({ name }) => name)
      .join(', '),
  });
}

export const handOverPages: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/overdrag',
    access: 'session',
    schema: { query: HandOverQuery },
    async handler(call) {
      const { fra = call.actor.person, til, antal } = call.query;
      const { app } = call;
      const said =
        til === undefined || antal === undefined
          ? null
          : `${counted(antal, 'punkt', 'punkter')} er overdraget til ${personName(await app.directory.current(), til)}, der får en mail.`;
      await show(call, fra, { said });
    },
  }),
  operation({
    method: 'post',
    path: '/overdrag',
    access: 'session',
    takes: form({ limit: '64kb', fields: MAX_HANDED_OVER + 100 }),
    schema: { body: Sent },
    async handler(call) {
      const { app, request, response, body } = call;
      try {
        const { handedOver, refused } = await handOverAll(app, commandRequest(request), body);
        // The list that is shown next has it.
        await app.relay.flush();
        const [first] = refused;
        if (first === undefined) {
          const query = new URLSearchParams({ fra: body.from, til: body.to, antal: String(handedOver.length) });
          return response.redirect(303, `/overdrag?${query}`);
        }
        const done = counted(handedOver.length, 'punkt blev', 'punkter blev');
        response.status(409);
        await show(call, body.from, {
          error: `${done} overdraget, ${refused.length} blev ikke. ${refusalInWords(first.rule)}`,
          to: body.to,
          reason: body.reason,
        });
      } catch (error) {
        if (!isRefusal(error) || error.status >= 500) throw error;
        refusedStatus(response, error);
        await show(call, body.from, { error: whyRefused(error.code, body), to: body.to, reason: body.reason });
      }
    },
  }),
];

function whyRefused(code: string, { to, items }: z.infer<typeof Sent>): string {
  if (code !== 'bad-input') return refusalInWords(code);
  if (items.length === 0) return 'Vælg mindst ét punkt.';
  return to === '' ? 'Vælg, hvem der skal have punkterne.' : 'Vælg en anden end den, der har punkterne.';
}
