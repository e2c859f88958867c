/**
 * Measures sides in turn, round by round, each round beginning with another side: whatever slows the machine for a while
 * slows none of them more than the others.
 * @returns What was measured of each side, once a round.
 */
export async function alternate<S, F>(
  sides: readonly S[],
  rounds: number,
  measure: (side: S) => Promise<F>,
): Promise<Map<S, F[]>> {
  const figures = new Map(sides.map((side): [S, F[]] => [side, []]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < sides.length; turn++) {
      const side = sides[(round + turn) % sides.length] as S;
      figures.get(side)?.push(await measure(side));
    }
  }
  return figures;
}
