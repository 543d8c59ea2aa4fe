/** How a sheet is laid on A4 paper. */

/** What is printable with usual margins, in points. */
const PAGE = { short: 595 - 100, long: 842 - 108 };
/** At less than this nobody reads the letters: the rest goes on to further pages. */
const SMALLEST = 0.4;

export interface Layout {
  /** Whether it stands upright in its own size. */
  fits: boolean;
  /** Pages beside each other. */
  across: number;
  /** All of them. */
  pages: number;
}

/** @param width of its columns, @param height of its rows, in points */
export function layoutOf({ width, height }: { width: number; height: number }): Layout {
  if (width <= PAGE.short) return { fits: true, across: 1, pages: Math.ceil(height / PAGE.long) };
  const across = Math.max(1, Math.ceil((width * SMALLEST) / PAGE.long));
  const scale = Math.min(1, (across * PAGE.long) / width);
  return { fits: false, across, pages: across * Math.ceil((height * scale) / PAGE.short) };
}
