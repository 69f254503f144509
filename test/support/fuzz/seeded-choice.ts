/** Numbers from 0 up to 1 that look random and are the same in every run (mulberry32). */
export function seededNumbers(text: string): () => number {
  let state = 0;
  for (const character of text) state = (Math.imul(state, 31) + character.charCodeAt(0)) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** At most `count` of the items: the same ones in every run for the same seed. */
export function seededChoice<Item>(items: readonly Item[], count: number, seed: string): Item[] {
  const next = seededNumbers(seed);
  const rest = [...items];
  const chosen: Item[] = [];
  while (chosen.length < count && rest.length > 0) {
    chosen.push(...rest.splice(Math.floor(next() * rest.length), 1));
  }
  return chosen;
}
