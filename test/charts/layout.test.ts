import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { machines } from '#machines/run.ts';
import { statesOf } from '#machines/states.ts';
import { type ChartBox, chartOf } from '#src/charts/layout.ts';

const inside = (outer: ChartBox, { x, y, width, height }: ChartBox) =>
  outer.x <= x && outer.y <= y && x + width <= outer.x + outer.width && y + height <= outer.y + outer.height;

describe.each(Object.values(machines))('the picture of the machine $name', ({ name, machine }) => {
  const { boxes, arrows, width, height } = chartOf(machine as AnyStateMachine);
  const states = boxes.filter(({ kind }) => kind === 'state');

  it('has a box for every state in which it can rest, none over another, all within the picture', () => {
    const resting = states.map(({ state }) => state);
    expect(resting).toEqual(expect.arrayContaining(statesOf(name)));
    expect(resting).toHaveLength(statesOf(name).length);
    for (const box of boxes) expect(inside({ ...box, x: 0, y: 0, width, height }, box), box.state).toBe(true);
    for (const [n, box] of states.entries()) {
      const next = states[n + 1];
      if (next) expect(next.y, next.state).toBeGreaterThanOrEqual(box.y + box.height);
    }
  });

  it('holds the states that belong together in a frame', () => {
    for (const frame of boxes.filter(({ kind }) => kind === 'frame')) {
      const within = states.filter(({ state }) => state.startsWith(`${frame.state}.`));
      expect(within.length).toBeGreaterThan(1);
      for (const box of within) expect(inside(frame, box), box.state).toBe(true);
    }
  });

  it('has an arrow for each way from one state to another, with the events that take it', () => {
    const known = boxes.map(({ state }) => state);
    expect(arrows.length).toBeGreaterThan(5);
    for (const { from, to, path } of arrows) {
      expect(known).toEqual(expect.arrayContaining([from, to]));
      expect(path).toMatch(/^M [\d.]+ [\d.]+ [LC] /);
      expect(path).not.toMatch(/NaN|undefined/);
    }
  });
});
