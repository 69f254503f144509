/** From this share of the question's weight on, a passage counts as an answer to it. */
const COVERS_FROM = 0.5;

/**
 * The passages that answer a question best, best first, as indexes; none when the lesson does not
 * cover it. A word weighs ln(1 + N / (n + ½)), where n of N passages have it, so that words the
 * lesson never uses count against it. The score of a passage is the weight of the question's words
 * that it has, divided by the weight of them all.
 *
 * @param question word stems of the question.
 * @param passages word stems of each passage.
 */
export function bestPassages(
  question: readonly string[],
  passages: readonly (readonly string[])[],
  most: number,
): number[] {
  const stems = [...new Set(question)];
  const sets = passages.map((passage) => new Set(passage));
  const weights = new Map(
    stems.map((stem) => {
      const having = sets.filter((set) => set.has(stem)).length;
      return [stem, Math.log(1 + sets.length / (having + 0.5))];
    }),
  );
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return [];
  return sets
    .map((set, index) => {
      let weight = 0;
      for (const [stem, value] of weights) if (set.has(stem)) weight += value;
      return { index, score: weight / total };
    })
    .filter((candidate) => candidate.score >= COVERS_FROM)
    .toSorted((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, most)
    .map((candidate) => candidate.index);
}
