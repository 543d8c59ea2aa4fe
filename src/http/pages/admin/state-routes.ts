/** The machines as pictures with the number in each state, and the list of what is in one of them. */
import { type Model, trusted } from 'mongoose';
import { z } from 'zod';
import type { MachineName } from '#machines/run.ts';
import { statesOf } from '#machines/states.ts';
import { dayOf, pointed } from '#src/calendar/danish-dates.ts';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { organName } from '#src/people/names.ts';
import { stateCounts } from '#src/queries/state-counts.ts';
import { type Whereabouts, whereaboutsOf } from '#src/queries/whereabouts.ts';
import { formatElapsed } from '#src/words/elapsed.ts';
import { word } from '#src/words/words.ts';
import { type Operation, operation } from '../../operation.ts';
import { ChartName, StatePath } from '../../path-params.ts';
import { renderPage } from '../../render.ts';
import { adminTabs } from './admin-tabs.ts';
import { itemNameFor, mustDo } from './must-do.ts';
import { CHART_PATHS, MACHINE_NAMES, stateChartView, stateHref } from './state-chart-view.ts';

/** So many rows stand on one page of a list. */
const ON_PAGE = 100;

const overview = operation({
  method: 'get',
  path: '/drift/tilstande',
  access: { role: 'admin' },
  async handler({ app, response }) {
    const charts = MACHINE_NAMES.map(async (machine) =>
      stateChartView(machine, await stateCounts(app.collections, machine)),
    );
    renderPage(response, 'chart-states', {
      title: 'Tilstande',
      ...adminTabs('tilstande'),
      charts: await Promise.all(charts),
    });
  },
});

const list = operation({
  method: 'get',
  path: '/drift/tilstande/:machine/:state',
  access: { role: 'admin' },
  schema: {
    params: z.object({ machine: ChartName, state: StatePath }),
    query: z.object({ side: z.coerce.number().int().min(1).max(10_000).catch(1) }),
  },
  async handler({ app, params, query: { side }, response }) {
    const machine = MACHINE_NAMES.find((name) => CHART_PATHS[name] === params.machine);
    const { state } = params;
    if (machine === undefined || !statesOf(machine).includes(state)) throw notFound('state');
    const directory = await app.directory.current();
    const counts = await stateCounts(app.collections, machine);
    const rows = await ROWS[machine](app, directory, state, (side - 1) * ON_PAGE);
    const page = (n: number) => `${stateHref(machine, state)}?side=${n}`;
    renderPage(response, 'chart-state', {
      title: word('states', state),
      ...adminTabs('tilstande'),
      label: word('charts', machine),
      count: counts.get(state) ?? 0,
      rows: rows.slice(0, ON_PAGE),
      earlier: side > 1 ? page(side - 1) : null,
      later: rows.length > ON_PAGE ? page(side + 1) : null,
    });
  },
});

interface StateRow {
  href: string;
  text: string;
  note: string;
  side: string;
}
/** One row more than a page has room for: then there is another page. */
type RowsOf = (app: App, directory: Directory, state: string, skipped: number) => Promise<StateRow[]>;

/** @param by what the page is sorted by */
const rowsIn = <Row extends { state: string }>(
  model: Model<Row>,
  state: string,
  by: 'at' | 'date',
  skipped: number,
): Promise<Row[]> =>
  (model as unknown as Model<{ state: string }>)
    .find({ state })
    .sort({ [by]: 1 })
    .skip(skipped)
    .limit(ON_PAGE + 1)
    .lean<Row[]>()
    .exec();

/** The longest in the state first. */
const ROWS: Record<MachineName, RowsOf> = {
  async 'agenda-item'(app, directory, state, skipped) {
    const [rows, now] = await Promise.all([rowsIn(app.collections.items, state, 'at', skipped), app.clock.now()]);
    const all = await whereaboutsOf(app, directory, rows, now);
    return all.map((each) => itemRow(each, now));
  },
  async meeting(app, directory, state, skipped) {
    const rows = await rowsIn(app.collections.meetings, state, 'date', skipped);
    return rows.map(({ _id, organ, date, context }) => ({
      href: `/moeder/${_id}`,
      text: `${organName(directory, organ)}, ${dayOf(date)} kl. ${pointed(context.startsAt)}`,
      note: word('meetingNext', state),
      side: '',
    }));
  },
  async hearing(app, directory, state, skipped) {
    const { collections, clock } = app;
    const [hearings, now] = await Promise.all([rowsIn(collections.hearings, state, 'at', skipped), clock.now()]);
    const items = await collections.items.find({ _id: trusted({ $in: hearings.map(({ item }) => item) }) }).lean();
    const named = await whereaboutsOf(app, directory, items, now);
    const names = new Map(named.map((each) => [each.item, itemNameFor(each)]));
    return hearings.map(({ _id, item, at }) => ({
      href: `/drift/kaede/${_id}`,
      text: names.get(item) ?? item,
      note: '',
      side: formatElapsed(at, now),
    }));
  },
};

/** @returns the row of an item: an open one that was sent off leads to its page, any other to its chain */
export function itemRow(each: Whereabouts, now: Date): StateRow {
  return {
    href: each.title === null ? `/drift/kaede/${each.item}` : `/punkter/${each.item}`,
    text: itemNameFor(each),
    note: mustDo(each),
    side: formatElapsed(each.at, now),
  };
}

export const statePages: readonly Operation[] = [overview, list];
