/** What the rounds of two sides measured, each round beside the other side's. */
export interface Compared {
  readonly bare: readonly number[];
  readonly ours: readonly number[];
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that this share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** `1,234 (1,100 to 1,300)` */
export function withSpread(values: readonly number[], show: (value: number) => string = whole): string {
  return `${show(median(values))} (${show(Math.min(...values))} to ${show(Math.max(...values))})`;
}

/** Ours by theirs in each round: what both sides met alike cancels out. */
export function ratios({ bare, ours }: Compared): readonly number[] {
  return ours.map((value, round) => value / (bare[round] ?? Number.NaN));
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

export function hundredths(value: number): string {
  return value.toFixed(2);
}
