/** A machine as a picture with the number in each state, and the same as a table. Pure. */
import type { AnyStateMachine } from 'xstate';
import { type MachineName, machines } from '#machines/run.ts';
import { type Chart, type ChartBox, chartOf } from '#src/charts/layout.ts';
import type { StateCounts } from '#src/queries/state-counts.ts';
import { word } from '#src/words/words.ts';
import { stateBadge } from '../../state-badge.ts';

export const MACHINE_NAMES = ['agenda-item', 'meeting', 'hearing'] as const satisfies readonly MachineName[];
const charts = new Map<MachineName, Chart>(
  MACHINE_NAMES.map((name) => [name, chartOf(machines[name].machine as AnyStateMachine)]),
);

/** The addresses of the lists: `/drift/tilstande/punkter/<state>`. */
export const CHART_PATHS = {
  'agenda-item': 'punkter',
  meeting: 'moeder',
  hearing: 'hoeringer',
} as const satisfies Record<MachineName, string>;
export const stateHref = (machine: MachineName, state: string): string =>
  `/drift/tilstande/${CHART_PATHS[machine]}/${state}`;

/** A line has room for so many letters. */
const LINE = 21;

/** @returns at most two lines; a third would be cut, and the table has the whole name */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const part of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${part}`.length <= LINE) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return lines.length <= 2 ? lines : [lines[0] ?? '', `${lines[1]} …`];
}

export function stateChartView(machine: MachineName, counts: StateCounts) {
  const chart = charts.get(machine);
  if (chart === undefined) throw new RangeError(`${machine} has no chart`);
  const place = (box: ChartBox) => {
    const text = word('states', box.state);
    const count = counts.get(box.state) ?? 0;
    const lines = linesOf(text);
    const middle = box.y + box.height / 2;
    return {
      ...box,
      text,
      count,
      isEmpty: count === 0,
      href: stateHref(machine, box.state),
      look: stateBadge(machine, box.state).look,
      lines: lines.map((line, n) => ({ line, x: box.x + 10, y: middle + 5 + (n - (lines.length - 1) / 2) * 17 })),
      countX: box.x + box.width - 10,
      countY: middle + 6,
    };
  };
  const of = (kind: ChartBox['kind']) => chart.boxes.filter((box) => box.kind === kind);
  return {
    machine,
    label: word('charts', machine),
    width: chart.width,
    height: chart.height,
    frames: of('frame').map((box) => ({
      ...box,
      text: word('chartFrames', box.state),
      textX: box.x + 8,
      textY: box.y + 17,
    })),
    choices: of('choice').map((box) => ({
      points: diamond(box),
      // Arrows come to it from both sides.
      line: `M ${box.x} ${box.y + box.height / 2} H ${box.x + box.width}`,
    })),
    states: of('state').map(place),
    arrows: chart.arrows.map(({ path, isBack, events }) => ({
      path,
      isBack,
      events: [...new Set(events.map((event) => word('events', event)))].join(', '),
    })),
  };
}

function diamond({ x, y, width, height }: ChartBox): string {
  const [middle, half] = [x + width / 2, height / 2];
  return `${middle},${y} ${middle + half},${y + half} ${middle},${y + height} ${middle - half},${y + half}`;
}
