import { AsyncLocalStorage } from 'node:async_hooks';
import { GatheredCalls } from './gathered-calls';

describe('GatheredCalls', () => {
  it('answers each caller, with few questions asked at a time', async () => {
    const batches: number[][] = [];
    const calls = new GatheredCalls(async (numbers: readonly number[]) => {
      batches.push([...numbers]);
      return numbers.map((number) => number * 10);
    }, 3);
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((number) => calls.ask(number)));
    expect(answers).toEqual([10, 20, 30, 40, 50, 60, 70]);
    expect(batches).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  });

  it('gathers what is asked while it waits, and never asks twice at once', async () => {
    let running = 0;
    let most = 0;
    const sizes: number[] = [];
    const calls = new GatheredCalls(async (numbers: readonly number[]) => {
      running += 1;
      most = Math.max(most, running);
      sizes.push(numbers.length);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return numbers;
    }, 100);
    const first = calls.ask(1);
    await new Promise((resolve) => setImmediate(resolve));
    const others = [2, 3, 4].map((number) => calls.ask(number));
    expect(await Promise.all([first, ...others])).toEqual([1, 2, 3, 4]);
    expect({ most, sizes }).toEqual({ most: 1, sizes: [1, 3] });
  });

  it('lets others go by one that hangs, as many as may run at once', async () => {
    const batches: number[][] = [];
    const hanging = Promise.withResolvers<void>();
    const calls = new GatheredCalls(
      async (numbers: readonly number[]) => {
        batches.push([...numbers]);
        if (numbers.includes(1)) await hanging.promise;
        return numbers;
      },
      100,
      2,
    );
    const first = calls.ask(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await Promise.all([calls.ask(2), calls.ask(3)])).toEqual([2, 3]);
    hanging.resolve();
    expect(await first).toBe(1);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it('fails all who asked together, and goes on', async () => {
    let isBroken = true;
    const calls = new GatheredCalls(async (numbers: readonly number[]) => {
      if (isBroken) throw new Error('away');
      return numbers;
    }, 10);
    const outcomes = await Promise.allSettled([calls.ask(1), calls.ask(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isBroken = false;
    expect(await calls.ask(3)).toBe(3);
  });

  it('asks outside of what its callers are in the middle of', async () => {
    const inside = new AsyncLocalStorage<string>();
    const calls = new GatheredCalls(
      async (numbers: readonly number[]) => numbers.map(() => inside.getStore()),
      10,
    );
    const ask = () => inside.run('a transaction', () => calls.ask(1));
    expect(await Promise.all([ask(), ask()])).toEqual([undefined, undefined]);
  });
});
