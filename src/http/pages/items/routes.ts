/** The list of items, and the beginning of a new one. */

import { z } from 'zod';
import { ITEM_PHASES } from '#machines/agenda-item/states.ts';
import { dayOf } from '#src/calendar/danish-dates.ts';
import { CreateItemInput, createItem } from '#src/commands/item/create.ts';
import type { Directory } from '#src/people/directory.ts';
import { isOfficer, writesItems } from '#src/policies/roles.ts';
import { itemList } from '#src/queries/item-list.ts';
import type { Count } from '#src/queries/item-page.ts';
import { ItemListQuery } from '#src/queries/item-query.ts';
import { hearingStages } from '#src/queries/open-hearings.ts';
import { officeKey, organKey } from '#src/readers/reader-keys.ts';
import type { Marked } from '#src/search/search-query.ts';
import { byText } from '#src/steps/step-kind.ts';
import { counted } from '#src/words/counted.ts';
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
      filtered: isFiltered(query),
      // Few look for a period or a holder: where they are not used they stay folded away.
      more: Boolean(query.from ?? query.to ?? query.holder),
      from: query.from ?? '',
      to: query.to ?? '',
      holders: holdersIn(directory, query.holder),
      count: countInWords(page.count, isFiltered(query)),
      phases: ITEM_PHASES.map((value) => ({ value, text: word('phases', value), selected: value === query.phase })),
      owners: officers.map(({ id, name }) => ({ value: id, text: name, selected: id === query.owner })),
      organs: [...directory.organs.values()].map(({ id, name }) => ({
        value: id,
        text: name,
        selected: id === query.organ,
      })),
      items: page.items.map((item) => ({
        href: `/punkter/${item.item}`,
        title: item.hits?.title ?? unmarked(item.title),
        caseNumber: item.caseNumber && (item.hits?.caseNumber ?? unmarked(item.caseNumber)),
        text: item.hits?.text ?? null,
        bilag: item.hits?.bilag ?? null,
        closed: item.openness === 'closed',
        type: word('itemTypes', item.type),
        owner: names.person(item.owner),
        route: item.organs
          .map((organ) => (organ ? (directory.organs.get(organ)?.abbreviation ?? organ) : '?'))
          .join(', '),
        at: dayOf(item.at),
        state: itemBadge(item.state, stages.get(item.item)),
      })),
      next: pageAt(query, page.next),
      previous: pageAt(query, page.previous),
      hasMore: page.next !== null || page.previous !== null,
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

const unmarked = (text: string): Marked[] => [{ text, hit: false }];

const isFiltered = ({ sort: _sort, cursor: _cursor, ...filters }: ItemListQuery): boolean =>
  Object.values(filters).some((value) => value !== undefined);

/** The address of another page of the same list; null where there is none. */
function pageAt({ cursor: _cursor, ...query }: ItemListQuery, cursor: string | null): string | null {
  if (cursor === null) return null;
  const asked = Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return `/punkter?${new URLSearchParams([...asked, ['cursor', cursor]])}`;
}

/** The offices and organs that may have an item, by name. */
function holdersIn({ offices, organs }: Directory, chosen: string | undefined) {
  const choices = [
    ...[...offices.values()].map(({ id, name }) => ({ value: officeKey(id), text: name })),
    ...[...organs.values()].map(({ id, name }) => ({ value: organKey(id), text: name })),
  ];
  return byText(choices).map((choice) => ({ ...choice, selected: choice.value === chosen }));
}

/** Nothing is said of a list that nobody has asked anything of. */
const countInWords = ({ found, more }: Count, filtered: boolean): string | null =>
  !filtered || found === 0 ? null : more ? `Mere end ${found} punkter` : counted(found, 'punkt', 'punkter');
