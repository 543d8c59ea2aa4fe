/**
 * A state chart laid out from top to bottom, narrow enough for a telephone: a box for each state in the chart's own order, a frame
 * around states that belong together, arrows onward on the right and back on the left. Pure; lengths are in the units of the picture.
 */
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { type Arrow, arrowsWithin, isChoice, isLeaf } from './arrows.ts';

export interface ChartBox {
  /** The path of the state ("travelling.approval"). */
  state: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** A frame around other states; `choice` is passed through in no time. */
  kind: 'state' | 'frame' | 'choice';
}

export interface ChartArrow {
  /** As `d` of an SVG path. */
  path: string;
  /** Points back up. */
  isBack: boolean;
  from: string;
  to: string;
  events: string[];
}

export interface Chart {
  width: number;
  height: number;
  boxes: ChartBox[];
  arrows: ChartArrow[];
}

const WIDTH = 360;
const GUTTER = 62;
const BOX = 50;
const CHOICE = 14;
const GAP = 20;
const FRAME_TITLE = 26;
const FRAME_PAD = 10;
const INDENT = 8;

/** @returns the picture's boxes and arrows, outer frames before what they hold */
export function chartOf(machine: AnyStateMachine): Chart {
  const boxes: ChartBox[] = [];
  const bottom = place(machine.root, 1, 0, boxes);
  const byState = new Map(boxes.map((box) => [box.state, box]));
  const arrows = arrowsWithin(machine.root, (event) => event).flatMap((arrow) => drawn(arrow, byState));
  return { width: WIDTH, height: bottom, boxes, arrows };
}

const stateOf = (node: AnyStateNode): string => node.path.join('.');

/** Places the states within a box below each other. @returns where the last one ends */
function place(parent: AnyStateNode, top: number, depth: number, boxes: ChartBox[]): number {
  let y = top;
  const x = GUTTER + depth * INDENT;
  const width = WIDTH - 2 * x;
  for (const node of Object.values(parent.states)) {
    if (isLeaf(node)) {
      const kind = isChoice(node) ? 'choice' : 'state';
      const height = kind === 'choice' ? CHOICE : BOX;
      boxes.push({ state: stateOf(node), x, y, width, height, kind });
      y += height + GAP;
      continue;
    }
    const frame: ChartBox = { state: stateOf(node), x, y, width, height: 0, kind: 'frame' };
    boxes.push(frame);
    const end = place(node, y + FRAME_TITLE, depth + 1, boxes);
    frame.height = end - GAP + FRAME_PAD - y;
    y = end - GAP + FRAME_PAD + GAP;
  }
  return depth === 0 ? y - GAP + 1 : y;
}

const middle = ({ y, height, kind }: ChartBox): number => (kind === 'frame' ? y + FRAME_TITLE / 2 : y + height / 2);

function drawn({ from, to, labels }: Arrow, byState: ReadonlyMap<string, ChartBox>): ChartArrow[] {
  const [start, end] = [byState.get(stateOf(from)), byState.get(stateOf(to))];
  if (!start || !end || start === end) return [];
  const isBack = middle(end) < middle(start);
  const events = labels.filter((label) => label !== '');
  return [{ path: pathBetween(start, end, isBack), isBack, from: start.state, to: end.state, events }];
}

/** Neighbours are joined by a straight line; whatever lies further apart by an arc that is the wider the further it goes. */
function pathBetween(start: ChartBox, end: ChartBox, isBack: boolean): string {
  const gap = end.y - (start.y + start.height);
  if (!isBack && start.kind !== 'frame' && gap > 0 && gap <= GAP + FRAME_TITLE) {
    const x = WIDTH / 2;
    return `M ${x} ${start.y + start.height} L ${x} ${end.y}`;
  }
  const side = isBack ? -1 : 1;
  const edge = ({ x, width }: ChartBox) => (isBack ? x : x + width);
  // What leaves a box and what comes in do not meet in one point.
  const [y1, y2] = [middle(start) + side * 5, middle(end) - side * 5];
  const reach = Math.min(GUTTER - 8, 14 + Math.abs(y2 - y1) / 14);
  const bend = side * reach * 1.3;
  return `M ${edge(start)} ${y1} C ${round(edge(start) + bend)} ${y1}, ${round(edge(end) + bend)} ${y2}, ${edge(end)} ${y2}`;
}

const round = (n: number): number => Math.round(n * 10) / 10;
