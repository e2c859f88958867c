/** Measures one side once. */
export type Measure<S> = (side: S) => Promise<number>;

/**
 * Measures sides in turn, round by round, each round beginning with another side: whatever slows the machine for a while
 * slows none of them more than the others.
 * @returns The figures of each side, one a round.
 */
export async function alternate<S>(
  sides: readonly S[],
  rounds: number,
  measure: Measure<S>,
): Promise<Map<S, number[]>> {
  const figures = new Map(sides.map((side): [S, number[]] => [side, []]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < sides.length; turn++) {
      const side = sides[(round + turn) % sides.length] as S;
      figures.get(side)?.push(await measure(side));
    }
  }
  return figures;
}
