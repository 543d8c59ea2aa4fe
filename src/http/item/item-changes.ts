/** What people press on the item's page: each form becomes one command, and the page is shown again as it then stands. */
import { type Request, Router } from 'express';
import { z } from 'zod';
import { OrganRole } from '#machines/agenda-item/events.ts';
import type { App } from '#src/app/app.ts';
import { ApproveItemInput, approveItem } from '#src/commands/approve-item.ts';
import { AssignOrganInput, assignOrgan } from '#src/commands/assign-organ.ts';
import { ExtendRouteInput, extendRoute } from '#src/commands/extend-route.ts';
import { ListItemInput, listItem } from '#src/commands/list-item.ts';
import { RecallItemInput, recallItem } from '#src/commands/recall-item.ts';
import { RegretApprovalInput, regretApproval } from '#src/commands/regret-approval.ts';
import { ReopenItemInput, reopenItem } from '#src/commands/reopen-item.ts';
import type { Asked } from '#src/commands/request.ts';
import { ReturnItemInput, returnItem } from '#src/commands/return-item.ts';
import { SkipStepInput, skipStep } from '#src/commands/skip-step.ts';
import { spinOffItem } from '#src/commands/spin-off-item.ts';
import { UnlistItemInput, unlistItem } from '#src/commands/unlist-item.ts';
import { WithdrawItemInput, withdrawItem } from '#src/commands/withdraw-item.ts';
import type { Committed } from '#src/store/commit.ts';
import { afterwards } from '../after.ts';
import { askedBy, fieldsOf, formBody, listOf, read } from '../form.ts';
import { readableItem } from './item-access.ts';

type Change = (app: App, asked: Asked, fields: Record<string, unknown>) => Promise<Committed>;

/** Numbers come from a form as text. */
const withRound = (fields: Record<string, unknown>) => ({ ...fields, round: Number(fields.round) });

const CHANGES: Record<string, Change> = {
  godkend: (app, asked, fields) => approveItem(app, asked, read(ApproveItemInput, withRound(fields))),
  returner: (app, asked, fields) => returnItem(app, asked, read(ReturnItemInput, withRound(fields))),
  'kald-tilbage': (app, asked, fields) => recallItem(app, asked, read(RecallItemInput, fields)),
  fortryd: (app, asked, fields) => regretApproval(app, asked, read(RegretApprovalInput, fields)),
  'spring-over': (app, asked, fields) => skipStep(app, asked, read(SkipStepInput, fields)),
  'vaelg-organ': (app, asked, fields) => assignOrgan(app, asked, read(AssignOrganInput, fields)),
  'saet-paa': (app, asked, fields) => listItem(app, asked, read(ListItemInput, fields)),
  'tag-af': (app, asked, fields) => unlistItem(app, asked, read(UnlistItemInput, fields)),
  forlaeng: (app, asked, fields) => extendRoute(app, asked, read(ExtendRouteInput, extensionFrom(fields))),
  'traek-tilbage': (app, asked, fields) => withdrawItem(app, asked, read(WithdrawItemInput, fields)),
  genaabn: (app, asked, fields) => reopenItem(app, asked, read(ReopenItemInput, fields)),
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
      const asked = askedBy(request);
      // Who may not know the item learns nothing from the answer either.
      const { story } = await readableItem(app, request);
      const committed = await change(app, asked, { ...fieldsOf(request), item: story.id });
      response.redirect(303, afterwards(`/punkter/${story.id}`, committed));
    });
  }
  router.post('/punkter/:id/delpunkt', formBody, async (request: Request, response) => {
    const asked = askedBy(request);
    const { story } = await readableItem(app, request);
    const { subItem } = read(SpinOffFields, fieldsOf(request));
    const { stream } = await spinOffItem(app, asked, { item: story.id, subItem });
    response.redirect(303, `/punkter/${stream}/rediger`);
  });
  return router;
}
