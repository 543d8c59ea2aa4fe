/** The form in which every benchmark speaks: a figure beside its baseline, and the ratio of the two in the same run. */

export interface Figure {
  name: string;
  value: number;
  unit: string;
  baseline: string;
  ratio: number;
}

export interface BenchReport {
  bench: string;
  store: string;
  machine: string;
  figures: Figure[];
}

/** The middle value, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
