/** The route of an item under way is changed: rows as in the editor, then what the change would do, then the change. */

import type { Response } from 'express';
import { z } from 'zod';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { type ChangedStep, changedSteps, changeRoute } from '#src/commands/item/change-route.ts';
import { isRefusal } from '#src/errors.ts';
import { authorize } from '#src/policies/verdict.ts';
import { versionContent } from '#src/queries/item.ts';
import { routeImpact } from '#src/queries/route-impact.ts';
import { choiceFor, kindOf, stepFrom } from '#src/steps/registry.ts';
import { sentenceOf, word } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, newRequestId } from '../../form.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfItem } from '../../path-params.ts';
import { refusedStatus } from '../../refused-status.ts';
import { renderPage } from '../../render.ts';
import { rows, typed } from '../../rows.ts';
import { stepRow } from '../editor/editor-props.ts';
import { type ItemCall, type ReadableItem, readableItem } from './item-access.ts';
import { itemStyle } from './item-assets.ts';

/** The step that the row was made from, if any, and what is chosen in it. */
const Row = z.strictObject({ id: typed, who: typed, role: typed });
type Row = z.infer<typeof Row>;
const RouteForm = z.object({ do: z.string().default('preview'), steps: rows(Row) });
type Steps = ChangedStep[];

async function changeable(call: ItemCall): Promise<ReadableItem> {
  const readable = await readableItem(call);
  authorize(changeRoute.policy(readable.actor, readable.target));
  return readable;
}

const ADDRESS = `/punkter/:id/${changeRoute.page.path}`;

export const changeRoutePages: readonly Operation[] = [
  operation({
    method: 'get',
    path: ADDRESS,
    access: 'session',
    schema: { params: OfItem },
    async handler(call) {
      const readable = await changeable(call);
      await show(call.response, readable, { rows: rowsOf(readable) });
    },
  }),
  operation({
    method: 'post',
    path: ADDRESS,
    access: 'session',
    schema: { params: OfItem, body: RouteForm },
    async handler(call) {
      const { app, request, response } = call;
      const { do: pressed, steps: typedRows } = call.body;
      const readable = await changeable(call);
      const rows = moved(typedRows, pressed);
      const steps = stepsIn(readable, rows);
      if (pressed === 'confirm') {
        try {
          const committed = await changeRoute.run(app, commandRequest(request), { item: readable.history.id, steps });
          return response.redirect(303, withAfterParam(`/punkter/${readable.history.id}`, committed));
        } catch (error) {
          if (!isRefusal(error) || error.status >= 500 || error.status === 401) throw error;
          return show(refusedStatus(response, error), readable, { rows, refused: error.code });
        }
      }
      const { state, context } = readable.history;
      const impact = pressed === 'preview' ? routeImpact(state, changedSteps(context, steps)) : null;
      if (impact?.refused) return show(response.status(409), readable, { rows, refused: impact.refused });
      await show(response, readable, { rows, impact });
    },
    async onBadInput(call, refusal) {
      // Who may not know the item learns nothing from the answer either.
      await changeable(call);
      throw refusal;
    },
  }),
];

/** The page: the rows to change, or (with `impact`) what they would do, with the rows in hidden fields. */
async function show(
  response: Response,
  { history, directory }: ReadableItem,
  shown: { rows: Row[]; refused?: string; impact?: ReturnType<typeof routeImpact> | null },
): Promise<void> {
  const { rows, refused, impact } = shown;
  const version = history.context.version;
  const content = version ? versionContent(history, version.hash) : null;
  renderPage(response, 'change-route', {
    title: 'Ændr sagsgangen',
    item: history.id,
    heading: content?.title || word('print', 'untitled'),
    requestId: newRequestId(),
    refused: refused ? sentenceOf(refused) : null,
    rows: rows.map((row, n) => ({
      ...stepRow(directory, n, stepFrom(row)[0]),
      ...row,
      first: n === 0,
      last: n === rows.length - 1,
    })),
    impact: impact && {
      steps: impact.steps.map(({ step, change }) => ({
        name: kindOf(step).nameOf(step, directory) || 'Organ ikke valgt endnu',
        kind: word('stepKinds', step.kind),
        change: word('routeChanges', change),
        css: { kept: '', new: 'state-done', moved: 'state-attention', gone: 'state-stopped' }[change],
        gone: change === 'gone',
      })),
      consequences: impact.consequences.map((code) => word('routeConsequences', code)),
    },
    styles: [await itemStyle()],
  });
}

const rowOf = ({ id, ...step }: RouteStep): Row => ({ id, ...choiceFor(step) });

const rowsOf = ({ history: { context } }: ReadableItem): Row[] => context.route.slice(context.position).map(rowOf);

/** The rows after a button that adds, moves or removes one. */
function moved(rows: Row[], pressed: string): Row[] {
  if (pressed === 'add-step') return [...rows, { id: '', who: '', role: 'recommending' }];
  const [, verb, place] = /^(up|down|remove)-step-(\d+)$/.exec(pressed) ?? [];
  const at = Number(place);
  const row = rows[at];
  if (verb === undefined || row === undefined) return rows;
  const others = rows.toSpliced(at, 1);
  return verb === 'remove' ? others : others.toSpliced(Math.max(0, verb === 'up' ? at - 1 : at + 1), 0, row);
}

/** A row that still says what its step said keeps that step; one that says something else is a new step. */
function stepsIn(readable: ReadableItem, rows: readonly Row[]): Steps {
  const known = new Map(rowsOf(readable).map((row) => [row.id, row]));
  return rows.flatMap((row) => {
    const was = known.get(row.id);
    return stepFrom(row).map((step) => {
      const same = was?.who === row.who && (!kindOf(step).hasRole || was.role === row.role);
      return { id: same ? row.id : null, step };
    });
  });
}
