/** Choices that look made by chance and are the same in every run. */
export interface SeededRandom {
  /** A whole number from 0 to below `bound`. */
  below(bound: number): number;
  evenly<Choice>(choices: readonly Choice[]): Choice;
  /** The first choices much more often than the last: half the time one of the first quarter. */
  commonly<Choice>(choices: readonly Choice[]): Choice;
}

/** Marsaglia's xorshift of 32 bits. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const at = <Choice>(choices: readonly Choice[], place: number): Choice =>
    choices[Math.floor(place * choices.length)] as Choice;
  return {
    below: (bound) => Math.floor(next() * bound),
    evenly: (choices) => at(choices, next()),
    commonly: (choices) => at(choices, next() ** 2),
  };
}
