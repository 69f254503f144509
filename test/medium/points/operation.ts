import fc from 'fast-check';

/** Something that happens to one person's points. Keys and names of stakes are theirs alone. */
export type Operation =
  | { readonly do: 'earn'; readonly points: number; readonly key: string }
  | { readonly do: 'takeBack'; readonly points: number; readonly key: string }
  | {
      readonly do: 'stake';
      readonly product: 'flexible' | 'fixed_30' | 'fixed_90';
      readonly points: number;
      readonly key: string;
    }
  | { readonly do: 'unstake' | 'claim'; readonly stake: string; readonly key: string };

const points = fc.oneof(
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 1, max: 200_000 }),
  fc.constant(1_000_000_000),
);
/** Few enough that many come again, with the same content or with another. */
const keys = (name: string, most: number) =>
  fc.integer({ min: 1, max: most }).map((number) => `${name}${number}`);

/** Operations that a person could think of, and those that nobody should. */
export const operations: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('earn' as const), points, key: keys('e', 40) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('takeBack' as const), points, key: keys('b', 30) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('stake' as const),
      product: fc.constantFrom('flexible' as const, 'fixed_30' as const, 'fixed_90' as const),
      points,
      key: keys('s', 60),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('unstake' as const, 'claim' as const),
      stake: keys('s', 60),
      key: keys('k', 20),
    }),
  },
);
