/** What people press on the item's page: each form becomes one command, and the page is shown again as it then stands. */
import { type Request, Router } from 'express';
import { z } from 'zod';
import { OrganRole } from '#machines/agenda-item/events.ts';
import { ApproveItemInput, approveItem } from '#src/commands/item/approve.ts';
import { AssignOrganInput, assignOrgan } from '#src/commands/item/assign-organ.ts';
import { ExtendRouteInput, extendRoute } from '#src/commands/item/extend-route.ts';
import { ListItemInput, listItem } from '#src/commands/item/list.ts';
import { RecallItemInput, recallItem } from '#src/commands/item/recall.ts';
import { RegretApprovalInput, regretApproval } from '#src/commands/item/regret.ts';
import { ReopenItemInput, reopenItem } from '#src/commands/item/reopen.ts';
import { ReturnItemInput, returnItem } from '#src/commands/item/return.ts';
import { SkipStepInput, skipStep } from '#src/commands/item/skip.ts';
import { spinOffItem } from '#src/commands/item/spin-off.ts';
import { UnlistItemInput, unlistItem } from '#src/commands/item/unlist.ts';
import { WithdrawItemInput, withdrawItem } from '#src/commands/item/withdraw.ts';
import type { App, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, fieldsOf, formBody, listOf, read } from '../../form.ts';
import { readableItem } from './item-access.ts';

type Change = (app: App, command: CommandRequest, fields: Record<string, unknown>) => Promise<Committed>;

/** Numbers come from a form as text. */
const withRound = (fields: Record<string, unknown>) => ({ ...fields, round: Number(fields.round) });

const CHANGES: Record<string, Change> = {
  godkend: (app, command, fields) => approveItem(app, command, read(ApproveItemInput, withRound(fields))),
  returner: (app, command, fields) => returnItem(app, command, read(ReturnItemInput, withRound(fields))),
  'kald-tilbage': (app, command, fields) => recallItem(app, command, read(RecallItemInput, fields)),
  fortryd: (app, command, fields) => regretApproval(app, command, read(RegretApprovalInput, fields)),
  'spring-over': (app, command, fields) => skipStep(app, command, read(SkipStepInput, fields)),
  'vaelg-organ': (app, command, fields) => assignOrgan(app, command, read(AssignOrganInput, fields)),
  'saet-paa': (app, command, fields) => listItem(app, command, read(ListItemInput, fields)),
  'tag-af': (app, command, fields) => unlistItem(app, command, read(UnlistItemInput, fields)),
  forlaeng: (app, command, fields) => extendRoute(app, command, read(ExtendRouteInput, extensionFrom(fields))),
  'traek-tilbage': (app, command, fields) => withdrawItem(app, command, read(WithdrawItemInput, fields)),
  genaabn: (app, command, fields) => reopenItem(app, command, read(ReopenItemInput, fields)),
};

const ExtensionFields = z.object({
  item: z.string(),
  stopOrgan: z.unknown(),
  stopRole: z.unknown(),
  lead: z.string().default(''),
  clauses: z.string().default(''),
});

/** Rows without an organ are left out; "open" is an organ still to be found. A recommendation without words is none. */
function extensionFrom(fields: Record<string, unknown>): z.input<typeof ExtendRouteInput> {
  const { item, lead, clauses, ...rows } = read(ExtensionFields, fields);
  const roles = listOf(rows.stopRole);
  const stops = listOf(rows.stopOrgan).flatMap((organ, index) =>
    typeof organ !== 'string' || organ === ''
      ? []
      : [{ organ: organ === 'open' ? null : organ, role: read(OrganRole, roles[index]) }],
  );
  const lines = clauses
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const recommendation = lead.trim() === '' && lines.length === 0 ? null : { lead: lead.trim(), clauses: lines };
  return { item, stops, recommendation };
}

const SpinOffFields = z.object({ subItem: z.string() });

export function itemChanges(app: App): Router {
  const router = Router();
  for (const [path, change] of Object.entries(CHANGES)) {
    router.post(`/punkter/:id/${path}`, formBody, async (request: Request, response) => {
      const command = commandRequest(request);
      // Who may not know the item learns nothing from the answer either.
      const { history } = await readableItem(app, request);
      const committed = await change(app, command, { ...fieldsOf(request), item: history.id });
      response.redirect(303, withAfterParam(`/punkter/${history.id}`, committed));
    });
  }
  router.post('/punkter/:id/delpunkt', formBody, async (request: Request, response) => {
    const command = commandRequest(request);
    const { history } = await readableItem(app, request);
    const { subItem } = read(SpinOffFields, fieldsOf(request));
    const { stream } = await spinOffItem(app, command, { item: history.id, subItem });
    response.redirect(303, `/punkter/${stream}/rediger`);
  });
  return router;
}
