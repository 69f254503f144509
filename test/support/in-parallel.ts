/**
 * Does many things side by side, so many at a time: more than a process has connections, so that
 * they meet, and so few that none waits for a connection until it is refused one.
 *
 * @param work gets 0, 1, 2 …
 * @returns the results in this order.
 */
export async function inParallel<Result>(
  count: number,
  atATime: number,
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const indexes = Array.from({ length: count }, (_, index) => index).values();
  const worker = async (): Promise<void> => {
    for (const index of indexes) results.set(index, await work(index));
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return Array.from({ length: count }, (_, index) => results.get(index) as Result);
}
