/** Items over the API: the list, a new one, its text, who has it, and what a change of its route would do. */
import { z } from 'zod';
import { assertKnown } from '#src/commands/item/assert-known.ts';
import { changedSteps, changeRoute } from '#src/commands/item/change-route.ts';
import { CreateItemInput, createItem } from '#src/commands/item/create.ts';
import { availableOnItem, itemActions } from '#src/commands/item/registry.ts';
import { SaveDraftInput, saveDraftOf } from '#src/commands/item/save-draft.ts';
import { SpinOffItemInput, spinOffItem } from '#src/commands/item/spin-off.ts';
import { isInside, isInsideOrAsked, seesDraft } from '#src/policies/item-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import { draftOf, versionContent } from '#src/queries/item.ts';
import { askedOf } from '#src/queries/item-asked.ts';
import { itemList } from '#src/queries/item-list.ts';
import { ItemQuery } from '#src/queries/item-query.ts';
import { routeOf } from '#src/queries/item-route.ts';
import { itemSections } from '#src/queries/item-sections/registry.ts';
import { timelineOf, versionsOf } from '#src/queries/item-timeline.ts';
import { routeImpact } from '#src/queries/route-impact.ts';
import { answer, committed } from '../answer.ts';
import { LONG_JSON } from '../body.ts';
import { commandRequest } from '../form.ts';
import { type Operation, operation } from '../operation.ts';
import { isOutward, readableItem } from '../pages/item/item-access.ts';
import { holderNow, readableText } from '../pages/item/item-page.ts';
import { versionIn } from '../pages/item/version-page.ts';
import { OfItem, VersionNumber } from '../path-params.ts';
import { Item, ItemHistory, ItemPage, RouteImpact, Version } from './answers.ts';
import { eventsOperation } from './events.ts';
import { ImpactInput, VersionQuery } from './queries.ts';

const list = operation({
  method: 'get',
  path: '/api/v1/items',
  access: 'session',
  summary: 'The items that one may read: searched, filtered, page by page in both directions.',
  schema: { query: ItemQuery },
  answers: answer(
    'Items, where in them the words stand, how many there are, and the cursors of the pages beside.',
    ItemPage,
  ),
  handler: ({ app, actor, query }) => itemList(app, actor, query),
});

const create = operation({
  method: 'post',
  path: '/api/v1/items',
  access: 'session',
  summary: 'Begins an item.',
  schema: { body: CreateItemInput },
  answers: committed(201, 'The item has begun; its draft has revision 1.'),
  handler: ({ app, request, body }) => createItem(app, commandRequest(request), body),
});

const show = operation({
  method: 'get',
  path: '/api/v1/items/:id',
  access: 'session',
  summary: 'An item: state, text, and what the reader may do with it now.',
  schema: { params: OfItem },
  answers: answer('The item; the draft for its owner and the secretariat.', Item),
  async handler({ app, request, response, params }) {
    const { history, actor, target } = await readableItem({ app, request, params });
    const { context, head, id } = history;
    const draft = seesDraft(actor, target) ? await draftOf(app, id) : null;
    const content = context.version ? versionContent(history, context.version.hash) : null;
    response.set('ETag', `"${head.seq}"`);
    return {
      id,
      seq: head.seq,
      state: head.to,
      context,
      content: content && readableText({ actor, target }, content),
      draft: draft && { rev: draft.rev, ...draft.body },
      actions: availableOnItem(actor, target),
    };
  },
});

const story = operation({
  method: 'get',
  path: '/api/v1/items/:id/story',
  access: 'session',
  summary: 'Who has the item now, its route, and what has happened to it.',
  schema: { params: OfItem },
  answers: answer('As much of it as the reader may know.', ItemHistory),
  async handler({ app, request, params }) {
    const readable = await readableItem({ app, request, params });
    const { history, directory, now } = readable;
    const { context, head, records } = history;
    const inside = isInside(readable.actor, context);
    const whole = timelineOf(history, directory);
    const { capacity, ...holder } = await holderNow(app, readable);
    return {
      holder: { ...holder, standing: capacity },
      route: routeOf(directory, context, head.to, records, now).map(({ status, ...stop }) => ({
        ...stop,
        standing: status,
      })),
      timeline: inside
        ? whole
        : whole.filter(({ event }) => isOutward(event)).map((each) => ({ ...each, version: null })),
      asked: isInsideOrAsked(readable.actor, context) ? askedOf(history, directory, now) : [],
      versions: inside ? versionsOf(history, whole) : [],
      ...Object.fromEntries(
        itemSections.map(({ name, isSeenBy, read }) => [
          name,
          isSeenBy(readable.actor, context) ? read(history, directory) : [],
        ]),
      ),
    };
  },
});

const version = operation({
  method: 'get',
  path: '/api/v1/items/:id/versions/:n',
  access: 'session',
  summary: 'A version of the text, and what changed since another: the one before it, where none is named.',
  schema: { params: OfItem.extend({ n: VersionNumber }), query: VersionQuery },
  answers: answer('The version.', Version),
  async handler({ app, request, params, query }) {
    const readable = await readableItem({ app, request, params });
    const { version: found, content, comparedWith, changes } = versionIn(readable, params.n, query.against ?? null);
    const { n, at, by, event } = found;
    return { n, at, by, event, content: readableText(readable, content), comparedWith, changes };
  },
});

const saveDraft = operation({
  method: 'put',
  path: '/api/v1/items/:id/draft',
  access: 'session',
  summary: 'Saves the draft, if nobody else has saved it since the revision that was read.',
  takes: LONG_JSON,
  schema: { body: SaveDraftInput },
  implies: { item: ':id' },
  answers: answer('The new revision.', z.strictObject({ rev: z.number().int() })),
  handler: ({ app, request, body }) => saveDraftOf(app, commandRequest(request), body),
});

const impact = operation({
  method: 'post',
  path: '/api/v1/items/:id/route-impact',
  access: 'session',
  summary: 'What a change of the route would do; nothing is changed.',
  schema: { params: OfItem, body: ImpactInput },
  answers: answer('The rule that would refuse it, or the route as it would be and what stops counting.', RouteImpact),
  async handler({ app, request, params, body: { steps } }) {
    const { actor, target, history, directory } = await readableItem({ app, request, params });
    authorize(changeRoute.policy(actor, target));
    assertKnown(
      steps.map(({ step }) => step),
      directory,
    );
    return routeImpact(history.state, changedSteps(history.context, steps));
  },
});

const spinOff = operation({
  method: 'post',
  path: '/api/v1/items/:id/sub-items/:subItem/item',
  access: 'session',
  summary: 'Makes a sub-item an item of its own.',
  schema: { body: SpinOffItemInput },
  implies: { item: ':id', subItem: ':subItem' },
  answers: committed(201, 'The new item has begun, its draft filled in.'),
  handler: ({ app, request, body }) => spinOffItem(app, commandRequest(request), body),
});

export const itemOperations: readonly Operation[] = [
  list,
  create,
  show,
  story,
  version,
  saveDraft,
  eventsOperation('items', 'item', itemActions),
  impact,
  spinOff,
];
