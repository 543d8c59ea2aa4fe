/** A page as it is shown: turned by its Rotate entry, measured from the lower left corner that a reader sees. */
import type { FragmentPage } from './fragment.ts';
import type { Box } from './objects.ts';

export interface VisibleFrame {
  /** In points, as shown. */
  width: number;
  height: number;
  /** From points as shown to the page's user space, as the operands of `cm`. */
  matrix: [number, number, number, number, number, number];
}

type Shown = Pick<FragmentPage, 'cropBox' | 'rotate' | 'userUnit'>;

export function frameOf({ cropBox: [x0, y0, x1, y1], rotate, userUnit }: Shown): VisibleFrame {
  const unit = 1 / userUnit;
  const across = (x1 - x0) * userUnit;
  const up = (y1 - y0) * userUnit;
  if (rotate === 90) return { width: up, height: across, matrix: [0, unit, -unit, 0, x1, y0] };
  if (rotate === 180) return { width: across, height: up, matrix: [-unit, 0, 0, -unit, x1, y1] };
  if (rotate === 270) return { width: up, height: across, matrix: [0, -unit, unit, 0, x0, y1] };
  return { width: across, height: up, matrix: [unit, 0, 0, unit, x0, y0] };
}

/** A point as shown, in user space. */
export function toUserSpace({ matrix: [a, b, c, d, e, f] }: VisibleFrame, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** The rectangle between two points as shown, in user space. */
export function boxBetween(frame: VisibleFrame, one: readonly [number, number], other: readonly [number, number]): Box {
  const [ax, ay] = toUserSpace(frame, ...one);
  const [bx, by] = toUserSpace(frame, ...other);
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
}

/** A number as PDF writes it: no exponent, no more digits than a printer can tell apart. */
export function num(value: number): string {
  const text = value.toFixed(4).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}
