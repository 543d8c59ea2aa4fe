/** The list of items, and the beginning of a new one. */

import { z } from 'zod';
import { ITEM_PHASES } from '#machines/agenda-item/states.ts';
import { dayOf } from '#src/calendar/danish-dates.ts';
import { CreateItemInput, createItem } from '#src/commands/item/create.ts';
import { isOfficer, writesItems } from '#src/policies/roles.ts';
import { ItemListQuery, itemList } from '#src/queries/item-list.ts';
import { hearingStages } from '#src/queries/open-hearings.ts';
import { namesIn } from '#src/words/names.ts';
import { word } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, newRequestId } from '../../form.ts';
import { type Operation, operation } from '../../operation.ts';
import { renderPage } from '../../render.ts';
import { withoutBlanks } from '../../rows.ts';
import { itemBadge } from '../../state-badge.ts';

const list = operation({
  method: 'get',
  path: '/punkter',
  access: 'session',
  schema: { query: z.preprocess(withoutBlanks, ItemListQuery) },
  async handler({ app, actor, query, response }) {
    const [directory, page] = await Promise.all([app.directory.current(), itemList(app, actor, query)]);
    const names = namesIn(directory);
    const stages = await hearingStages(app, page.items);
    const officers = [...directory.people.values()].filter(isOfficer);
    renderPage(response, 'items', {
      title: 'Punkter',
      mayCreate: writesItems(actor),
      requestId: newRequestId(),
      q: query.q ?? '',
      sortByTitle: query.sort === 'title',
      filtered: Boolean(query.phase ?? query.owner ?? query.organ ?? query.q),
      phases: ITEM_PHASES.map((value) => ({ value, text: word('phases', value), selected: value === query.phase })),
      owners: officers.map(({ id, name }) => ({ value: id, text: name, selected: id === query.owner })),
      organs: [...directory.organs.values()].map(({ id, name }) => ({
        value: id,
        text: name,
        selected: id === query.organ,
      })),
      items: page.items.map((item) => ({
        href: `/punkter/${item.item}`,
        title: item.title,
        caseNumber: item.caseNumber,
        closed: item.openness === 'closed',
        type: word('itemTypes', item.type),
        owner: names.person(item.owner),
        route: item.organs
          .map((organ) => (organ ? (directory.organs.get(organ)?.abbreviation ?? organ) : '?'))
          .join(', '),
        at: dayOf(item.at),
        state: itemBadge(item.state, stages.get(item.item)),
      })),
      next: page.next ? `/punkter?${new URLSearchParams({ ...stringsOf(query), cursor: page.next })}` : null,
    });
  },
});

const create = operation({
  method: 'post',
  path: '/punkter',
  access: 'session',
  schema: { body: CreateItemInput },
  async handler({ app, request, response, body }) {
    const created = await createItem(app, commandRequest(request), body);
    response.redirect(303, withAfterParam(`/punkter/${created.stream}/rediger`, created));
  },
});

export const itemListPages: readonly Operation[] = [list, create];

const stringsOf = ({ cursor: _cursor, ...query }: ItemListQuery): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
