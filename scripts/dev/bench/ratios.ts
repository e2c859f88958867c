/** The median of some figures, and the quartiles around it. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

/** The value below which a share of the values lies, between the two that are nearest. @param share From 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const [below = Number.NaN, above = Number.NaN] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place % 1);
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

/**
 * How one series of figures stands to another that was measured in the same rounds: of each round a ratio, so that a
 * machine whose speed drifts from round to round says the same.
 */
export function ratioOf(numerators: readonly number[], denominators: readonly number[]): Spread {
  if (numerators.length !== denominators.length)
    throw new RangeError('Both must have been measured in the same rounds.');
  return spreadOf(numerators.map((value, round) => value / (denominators[round] ?? Number.NaN)));
}
